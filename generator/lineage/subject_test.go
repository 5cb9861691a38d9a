package lineage

import (
	"strings"
	"testing"
)

// siblingsOf reads "a b<old" (b says that it is renamed from old) and "a b<old c!" (the ledger: b was called old, c is gone).
func siblingsOf(now, was string) siblings {
	var s siblings
	for word := range strings.FieldsSeq(now) {
		name, from, _ := strings.Cut(word, "<")
		s.now = append(s.now, subject{name: name, renamedFrom: from})
	}
	for word := range strings.FieldsSeq(was) {
		word, gone := strings.CutSuffix(word, "!")
		name, from, _ := strings.Cut(word, "<")
		s.was = append(s.was, former{name: name, was: from, gone: gone})
	}
	return s
}

func TestBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, now, was, want string }{
		{"the same", "a b", "a b", "a=a b=b"},
		{"new", "a b", "a", "a=a b=new"},
		{"renamed", "b<a", "a", "b=a"},
		{"renamed in an earlier run", "b<a", "b<a", "b=b"},
		{"renamed again", "c<b", "b<a", "c=b"},
		{"exchanged", "a<b b<a", "a b", "a=b b=a"},
		{"exchanged in an earlier run", "a<b b<a", "a<b b<a", "a=a b=b"},
		{"cycle of three", "a<c b<a c<b", "a b c", "a=c b=a c=b"},
		{"another takes its old name", "b<a a", "a", "b=a a=a"},
		{"renamed_from names nothing", "b<x", "a", "b=nothing lost a"},
		{"renamed_from names a removed one", "b<a", "a!", "b=nothing"},
		{"missing", "a", "a b", "a=a lost b"},
		{"removed earlier", "a", "a b!", "a=a"},
	} {
		s := siblingsOf(c.now, c.was)
		var got []string
		for i, one := range s.now {
			at, ok := s.before(i)
			switch {
			case !ok:
				got = append(got, one.name+"=nothing")
			case at < 0:
				got = append(got, one.name+"=new")
			default:
				got = append(got, one.name+"="+s.was[at].name)
			}
		}
		for _, i := range s.lost() {
			got = append(got, "lost "+s.was[i].name)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: %s, want %s", c.name, text, c.want)
		}
	}
}

func TestHint(t *testing.T) {
	t.Parallel()
	s := siblingsOf("", "titles remark<note")
	for name, want := range map[string]string{"title": "titles", "note": "an earlier run renamed note to remark", "zzz": ".svcgen/model/x.yaml"} {
		if got := s.hint(name, ".svcgen/model/x.yaml"); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
