package spec

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// apply carries out an edit. The lines of the text end in \n.
func (e TextEdit) apply(text string) string {
	at := func(line, col int) int {
		offset := 0
		for range line - 1 {
			offset += strings.IndexByte(text[offset:], '\n') + 1
		}
		return offset + len(string([]rune(text[offset:])[:col-1]))
	}
	return text[:at(e.Line, e.Col)] + e.Text + text[at(e.EndLine, e.EndCol):]
}

// corrects holds that a problem with a guess has an edit, and that the problem is gone once the edit is made. It runs for every spec that
// a test refuses.
func corrects(t *testing.T, files []Source, problems Problems) {
	t.Helper()
	for _, p := range problems {
		if _, ok := p.guess(); !ok {
			continue
		}
		if p.Edit == nil {
			if p.Line > 0 && p.Excerpt != "" && !slices.Contains(noEdit, p.Msg) {
				t.Errorf("%s: a guess without an edit", p)
			}
			continue
		}
		after := slices.Clone(files)
		for i, f := range after {
			if f.Path == p.Edit.Path {
				after[i].Data = []byte(p.Edit.apply(string(f.Data)))
			}
		}
		_, err := Parse(after)
		var left Problems
		if errors.As(err, &left) && slices.ContainsFunc(left, func(q Problem) bool { return q.Pos == p.Pos && q.Msg == p.Msg }) {
			t.Errorf("%s\nis still there after %+v", p, *p.Edit)
		}
	}
}

// noEdit are the problems whose word does not stand at their place.
var noEdit = []string{`service name "Billing" is not snake_case`} // it is the name of the file

func TestDifference(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"a: x\nb: y\n", "a: x\nremoved: [z]\nb: y\n", "2:1-2:1 removed: [z]\n"},
		{"a: string\n", "a: string renamed_from=b\n", "1:10-1:10  renamed_from=b"},
		{"removed: [a]\n", "removed: [a, b]\n", "1:12-1:12 , b"},
		{"t: ä\n", "t: ö\n", "1:4-1:5 ö"},
		{"t: äa\n", "t: öa\n", "1:4-1:5 ö"},
		{"t: \u00e4\n", "t: \u0164\n", "1:4-1:5 \u0164"}, // the same last byte
		{"a\nb\nc\n", "a\nc\n", "2:1-3:1 "},
		{"aa\n", "a\n", "1:2-1:3 "},
		{"", "a", "1:1-1:1 a"},
		{"a", "a", "1:2-1:2 "},
	} {
		e := Difference("x", c.before, c.after)
		got := Pos{Line: e.Line, Col: e.Col}.String() + "-" + Pos{Line: e.EndLine, Col: e.EndCol}.String() + " " + e.Text
		if got != c.want || e.apply(c.before) != c.after {
			t.Errorf("%q, %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

func FuzzDifference(f *testing.F) {
	f.Add("a: ä\nb: y\n", "a: ö\nremoved: [z]\nb: y\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		before, after = strings.ToValidUTF8(before, "?"), strings.ToValidUTF8(after, "?")
		if got := Difference("x", before, after).apply(before); got != after {
			t.Errorf("%q, %q: %q", before, after, got)
		}
	})
}
