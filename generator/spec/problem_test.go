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
	_, problems := ParseArg("--field", "price:mony:min=0")
	want = `--field: unknown type "mony"
  price:mony:min=0
        ^
  hint: did you mean "money"?`
	if problems.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", problems, want)
	}
	if got, want := problems[0].Inline(), `unknown type "mony" (money?)`; got != want {
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
