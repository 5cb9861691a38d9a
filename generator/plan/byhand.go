package plan

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/render"
)

// MovedByHand is the State of a workspace in which the user has moved a folder: what svcgen remembers of each file that is gone
// from the old folder counts for the file in the new one.
func (st State) MovedByHand(from, to string) State {
	if st.Disk == nil {
		return st
	}
	files := slices.Clone(st.Manifest.Files)
	bases := maps.Clone(st.baseAt)
	if bases == nil {
		bases = map[string]string{}
	}
	for i, e := range files {
		rest, below := strings.CutPrefix(e.Path, from+"/")
		now := to + "/" + rest
		if !below || st.stands(e.Path) || !st.stands(now) || len(st.Manifest.Entries(now)) > 0 {
			continue
		}
		files[i].Path = now
		if e.Class == render.Merged {
			bases[now] = e.Path
		}
	}
	st.Manifest.Files, st.baseAt = files, bases
	return st
}

func (st State) stands(path string) bool {
	_, err := fs.Stat(st.Disk, path)
	return err == nil
}

// readBase reads the merge base of a file.
func (st State) readBase(path string) ([]byte, error) {
	if old := st.baseAt[path]; old != "" {
		path = old
	}
	return readBase(st.Base, path)
}
