package say

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/problem"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a file\n\tof two lines\r\n":                "a file\n\tof two lines\r\n",
		"\x1b[31mred\x1b[0m":                        "\x1b[31mred\x1b[0m",
		"\x1b[2J\x1b[1;1Hgone\x07":                  `\x1b[2J\x1b[1;1Hgone\x07`,
		"\x1b[8mhidden":                             `\x1b[8mhidden`,
		"\x1b]8;;http://evil\x1b\\link":             `\x1b]8;;http://evil\x1b\link`,
		"all is well\rnot at all":                   `all is well\rnot at all`,
		"\u009b2J \u202eabc \u2028 \u007f \x00":     `\x9b2J \u202eabc \u2028 \x7f \x00`,
		"::error::evil\n  ::add-mask::a\na::b\n":    "\\x3a:error::evil\n  \\x3a:add-mask::a\na::b\n",
		"x ##[error]evil ##vso[task] ##teamcity[x]": `x \x23#[error]evil \x23#vso[task] \x23#teamcity[x]`,
		"## a heading\n# [a] link\nstd::string":     "## a heading\n# [a] link\nstd::string",
		"x\n\u00a0\u2003::error::evil":              "x\n\u00a0\u2003\\x3a:error::evil",
		"\n\n  ::group::x":                          "\n\n  \\x3a:group::x",
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestHostileText prints what others wrote, each time in another place.
func TestHostileText(t *testing.T) {
	t.Parallel()
	const evil = "\x1b[2J\x07\u009b \u202e\n::error::evil\n ::add-mask::a\n##[warning]evil\n\r::notice::x"
	found := &check.Result{Warnings: []string{evil}, Problems: problem.List{
		{Kind: problem.Compile, Path: "a" + evil, Message: evil}, {Kind: problem.Migrations, Path: "m", Message: evil, Hint: evil},
	}}
	for name, print := range map[string]func(r *Report){
		"check":    func(r *Report) { r.Checked(found, true, 0) },
		"warnings": func(r *Report) { r.Warnings(found.Warnings) },
		"failure":  func(r *Report) { r.Failure(errors.New(evil)) },
		"hint":     func(r *Report) { r.Failure(Failedf(evil, "%s", evil)) },
		"recover":  func(r *Report) { r.Recovered([]string{evil}) },
		"JSON": func(r *Report) {
			var back CheckDocument
			r.Found(NewCheckDocument(found))
			if err := r.Print(CheckKind, "check", "", nil); err != nil {
				t.Fatal(err)
			}
			if out, ok := r.out.(*bytes.Buffer); !ok || json.Unmarshal(out.Bytes(), &back) != nil || !reflect.DeepEqual(back.Head.Problems, found.Problems) {
				t.Errorf("JSON is another document: %+v", back)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, errOut bytes.Buffer
			print(New(&out, &errOut))
			for line := range strings.Lines(out.String() + errOut.String()) {
				if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.ContainsFunc(line, isControl) {
					t.Errorf("it prints %q", line)
				}
			}
			if out.Len()+errOut.Len() == 0 {
				t.Error("it prints nothing")
			}
		})
	}
}

// TestHostileDiff shows a file in a question, where a form draws it.
func TestHostileDiff(t *testing.T) {
	t.Parallel()
	lines := New(nil, nil).DiffText("+a\r\n+\x1b[2J\x07\n")
	if want := []string{"+a", `+\x1b[2J\x07`}; !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
}

// TestCleanLong cleans a megabyte that a pull request may hold: it took an hour when each character was cut from a copy of the rest.
func TestCleanLong(t *testing.T) {
	t.Parallel()
	if got, want := len(clean(strings.Repeat("\x01", 1<<20))), len(`\x01`)<<20; got != want {
		t.Errorf("%d bytes, want %d", got, want)
	}
}
