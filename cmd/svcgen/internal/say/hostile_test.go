package say

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/problem"
)

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
				if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.ContainsFunc(line, clean.Control) {
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
