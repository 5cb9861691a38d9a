package textmerge

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestMergeText(t *testing.T) {
	tests := []struct {
		name, base, yours, next, want string
		hunks                         string // place of the conflicts, "" for none
	}{
		{"apart", "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n", ""},
		{"same change", "a\nb\nc\n", "a\nX\nc\n", "a\nX\nc\n", "a\nX\nc\n", ""},
		{"same change and another", "a\nb\nc\nd\n", "a\nX\nc\nd\n", "a\nX\nc\nD\n", "a\nX\nc\nD\n", ""},
		{"both insert", "a\nb\n", "a\nmine\nb\n", "a\nnew\nb\n", "", "line 2"},
		{"touching", "a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb\nC\nd\n", "", "lines 2-3"},
		{"delete against edit", "a\nb\nc\n", "a\nc\n", "a\nB\nc\n", "", "line 2"},
		{"no base", "", "a\n", "b\n", "", "line 1"},
		{"empty new", "a\nb\n", "a\nB\n", "", "", "lines 1-2"},
		{"no newline at the end", "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", ""},
		{"far down after insertions", "a\nb\nc\nd\ne\n", "1\n2\na\nb\nc\nX\ne\n", "a\nb\nc\nY\ne\n", "", "line 6"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Texts([]byte(tt.base), []byte(tt.yours), []byte(tt.next))
			if tt.hunks != "" {
				if len(r.Hunks) == 0 || Places(r.Hunks) != tt.hunks {
					t.Errorf("hunks %+v, want at %s", r.Hunks, tt.hunks)
				}
				if !HasMarkers(r.Text) {
					t.Errorf("no markers in %q", r.Text)
				}
				return
			}
			if len(r.Hunks) > 0 || string(r.Text) != tt.want {
				t.Errorf("got %q, hunks %+v", r.Text, r.Hunks)
			}
		})
	}
}

func TestMarkers(t *testing.T) {
	r := Texts([]byte("a\nold\nz\n"), []byte("a\nmine\nz\n"), []byte("a\ntheirs\nz\n"))
	want := "a\n<<<<<<< yours\nmine\n||||||| last generated\nold\n=======\ntheirs\n>>>>>>> new\nz\n"
	if string(r.Text) != want {
		t.Errorf("got\n%s", r.Text)
	}
	r = Two([]byte("same\nmine\nend\n"), []byte("same\ntheirs\nend"))
	want = "same\n<<<<<<< yours\nmine\nend\n||||||| last generated\n=======\ntheirs\nend\n>>>>>>> new\n"
	if string(r.Text) != want {
		t.Errorf("got\n%s", r.Text)
	}
	for text, has := range map[string]bool{
		"Title\n=======\n\ntext\n":                false,
		"<<<<<<<\nx\n":                            false,
		"a\r\n<<<<<<< HEAD\r\nb\r\n>>>>>>> x\r\n": true,
		"<<<<<<<< eight\n>>>>>>>> eight\n":        false,
	} {
		if HasMarkers([]byte(text)) != has {
			t.Errorf("HasMarkers(%q) = %v", text, !has)
		}
	}
}

func TestPlaces(t *testing.T) {
	for want, hunks := range map[string][]Hunk{
		"line 3":                           {{First: 3, Last: 3}},
		"line 4":                           {{First: 4, Last: 3}},
		"lines 12-15":                      {{First: 12, Last: 15}},
		"lines 1, 3-4 and 9":               {{First: 1, Last: 1}, {First: 3, Last: 4}, {First: 9, Last: 9}},
		"lines 1, 2, 3 and 2 other places": {{First: 1, Last: 1}, {First: 2, Last: 2}, {First: 3, Last: 3}, {First: 4, Last: 4}, {First: 5, Last: 5}},
		"lines 1, 3, 5 and 7":              {{First: 1, Last: 1}, {First: 3, Last: 3}, {First: 5, Last: 5}, {First: 7, Last: 7}},
	} {
		if got := Places(hunks); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// texts makes a base and two descendants of it. Lines are unique unless few is set.
func texts(r *rand.Rand, few bool) (base, yours, next []string) {
	n := 0
	line := func() string {
		if few {
			return []string{"{\n", "}\n", "\n", "\treturn nil\n", "\tx := 1\n"}[r.IntN(5)]
		}
		n++
		return fmt.Sprintf("line %d\n", n)
	}
	for range 3 + r.IntN(30) {
		base = append(base, line())
	}
	edit := func() []string {
		out := slices.Clone(base)
		for range r.IntN(5) {
			at := r.IntN(len(out) + 1)
			switch k := r.IntN(3); {
			case k == 0:
				out = slices.Insert(out, at, line())
			case at == len(out) || len(out) < 2:
			case k == 1:
				out[at] = line()
			default:
				out = slices.Delete(out, at, at+1)
			}
		}
		return out
	}
	yours, next = edit(), edit()
	if r.IntN(3) == 0 { // a change that both sides made
		at := r.IntN(len(base))
		for _, side := range []*[]string{&yours, &next} {
			if i := slices.Index(*side, base[at]); i >= 0 {
				(*side)[i] = "the same\n"
			}
		}
	}
	return base, yours, next
}

func TestMergeProperties(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		b, y, n := texts(r, seed%3 == 0)
		base, yours, next := []byte(strings.Join(b, "")), []byte(strings.Join(y, "")), []byte(strings.Join(n, ""))
		if got := Texts(base, yours, base); string(got.Text) != string(yours) || got.Hunks != nil {
			t.Fatalf("seed %d: nothing new, yet the text changed", seed)
		}
		if got := Texts(base, base, next); string(got.Text) != string(next) || got.Hunks != nil {
			t.Fatalf("seed %d: nothing edited, yet it is not the new text", seed)
		}
		if got := Texts(base, yours, yours); string(got.Text) != string(yours) || got.Hunks != nil {
			t.Fatalf("seed %d: both sides equal, yet the text changed", seed)
		}
		one, other := Texts(base, yours, next), Texts(base, next, yours)
		if len(one.Hunks) != len(other.Hunks) || one.Hunks == nil && string(one.Text) != string(other.Text) {
			t.Fatalf("seed %d: not symmetric:\n%s\n--\n%s", seed, one.Text, other.Text)
		}
		for _, side := range [][]string{y, n} {
			if lost := lostInsertion(b, side, one); lost != "" {
				t.Fatalf("seed %d: %q was lost", seed, lost)
			}
		}
	}
}

// lostInsertion finds a line that a side has more often than the base, but the merged text does not have so often.
func lostInsertion(base, side []string, r Merged) string {
	count := func(lines []string, l string) (n int) {
		for _, x := range lines {
			if x == l {
				n++
			}
		}
		return n
	}
	got := strings.SplitAfter(string(r.Text), "\n")
	for _, l := range side {
		if extra := count(side, l) - count(base, l); extra > 0 && count(got, l) < extra {
			return l
		}
	}
	return ""
}

func TestMergeAgreesWithGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed: the agreement with git merge-file was not tested")
	}
	runs := uint64(400)
	if testing.Short() {
		runs = 60
	}
	dir := t.TempDir()
	clean := 0
	for seed := range runs {
		b, y, n := texts(rand.New(rand.NewPCG(seed, 2)), false)
		base, yours, next := strings.Join(b, ""), strings.Join(y, ""), strings.Join(n, "")
		got := Texts([]byte(base), []byte(yours), []byte(next))
		var names []string
		for name, text := range map[string]string{"1yours": yours, "2base": base, "3next": next} {
			file := filepath.Join(dir, name)
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			names = append(names, file)
		}
		slices.Sort(names)
		out, err := exec.Command(git, append([]string{"merge-file", "-p", "-q", "--diff3", "-L", "yours", "-L", "last generated", "-L", "new"}, names...)...).Output()
		if (err != nil) != (len(got.Hunks) > 0) {
			t.Fatalf("seed %d: git conflicts: %v, svcgen: %v\nbase\n%s\nyours\n%s\nnext\n%s", seed, err != nil, got.Hunks, base, yours, next)
		}
		if string(out) != string(got.Text) {
			t.Errorf("seed %d: git says\n%s\nsvcgen says\n%s", seed, out, got.Text)
		}
		if err == nil {
			clean++
		}
	}
	t.Logf("%d of %d merges clean", clean, runs)
}

func FuzzMerge(f *testing.F) {
	f.Add("a\nb\n", "a\nB\n", "A\nb\n")
	f.Add("", "x", "y\n")
	f.Fuzz(func(t *testing.T, base, yours, next string) {
		r := Texts([]byte(base), []byte(yours), []byte(next))
		if len(r.Hunks) == 0 {
			lines := strings.SplitAfter(base, "\n")
			for _, side := range []string{yours, next} {
				if lost := lostInsertion(lines, strings.SplitAfter(side, "\n"), r); strings.HasSuffix(lost, "\n") {
					t.Fatalf("%q was lost", lost)
				}
			}
		} else if !HasMarkers(r.Text) {
			t.Fatal("a conflict without markers")
		}
		if two := Two([]byte(yours), []byte(next)); (len(two.Hunks) == 0) != (yours == next) {
			t.Fatal("two texts differ, and no hunk says so")
		}
	})
}
