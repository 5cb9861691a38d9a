package spec

import (
	"strings"
	"testing"
)

func TestProblemsAreRendered(t *testing.T) {
	_, err := Parse(fieldOf("strng len=..20"))
	want := `services/catalog/service.yaml:6:10: unknown type "strng"
   6 |       x: strng len=..20
     |          ^
  hint: did you mean "string"?`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	_, problems := ParseArg("--field", "price:int23:min=0")
	want = `--field: unknown type "int23"
  price:int23:min=0
        ^
  hint: did you mean "int32"?`
	if problems.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", problems, want)
	}
	if got, want := problems[0].Inline(), `unknown type "int23" (int32?)`; got != want {
		t.Errorf("inline %s, want %s", got, want)
	}
	_, err = Parse(fieldOf(`string description="` + strings.Repeat("long ", 40) + `" uniqe`))
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if n := len([]rune(line)); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !strings.Contains(err.Error(), "^") {
		t.Error(err)
	}
}

func TestWithExcerpts(t *testing.T) {
	found := Problems{{Pos: Pos{ServiceFile("catalog"), 3, 3}, Msg: "later"}, {Pos: Pos{WorkspaceFile, 2, 9}, Msg: "sooner"}}
	got := found.WithExcerpts(fieldOf("string"))
	want := []string{"   3 |   product:\n     |   ^", "   2 | module: github.com/acme/shop\n     |         ^"}
	if got[0].Excerpt != want[0] || got[1].Excerpt != want[1] || found[0].Excerpt != "" {
		t.Errorf("%v", got)
	}
}
