package plan

import (
	"iter"
	"strings"
	"sync/atomic"

	"github.com/svcgen/svcgen/generator/render"
)

// Intact reports for each directory whether svcgen wrote files below it and all of them are unchanged. Such a directory may be
// listed in Input.Skipped.
func (st State) Intact(dirs ...string) ([]bool, error) {
	type check struct {
		dir int
		Entry
	}
	var checks []check
	set, intact, broken := newDirSet(dirs), make([]bool, len(dirs)), make([]atomic.Bool, len(dirs))
	seen := make(map[string]bool, len(st.Manifest.Files))
	for _, e := range st.Manifest.Files {
		for i := range set.above(e.Path) {
			intact[i] = true
			if e.Class != render.Owned || seen[e.Path] {
				broken[i].Store(true)
			}
			checks = append(checks, check{i, e})
		}
		seen[e.Path] = true
	}
	disk := maker{st: st}
	err := parallel(len(checks), func(i int) error {
		c := checks[i]
		if broken[c.dir].Load() {
			return nil
		}
		f, err := disk.read(c.Path, nil)
		if f.digest != c.Digest {
			broken[c.dir].Store(true)
		}
		return err
	})
	for i := range intact {
		intact[i] = intact[i] && !broken[i].Load()
	}
	return intact, err
}

// dirSet finds the directories of a list that a path lies in.
type dirSet map[string][]int

func newDirSet(dirs []string) dirSet {
	set := make(dirSet, len(dirs))
	for i, d := range dirs {
		d = strings.TrimSuffix(d, "/")
		set[d] = append(set[d], i)
	}
	return set
}

// above returns the numbers of the directories above a path, nearest first.
func (s dirSet) above(path string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for dir := parent(path); len(s) > 0; dir = parent(dir) {
			for _, i := range s[dir] {
				if !yield(i) {
					return
				}
			}
			if dir == "." {
				return
			}
		}
	}
}
