package plan

import (
	"maps"
	"slices"
)

// lost lists files of svcgen's own state that must be repaired although the files that they describe do not change: the manifest
// if a line is missing or wrong, and merge bases that are missing or wrong. Harmless differences are not listed: duplicate lines and lines
// about files that are gone, as a merge by git leaves them; the digest of a file that has a merge base, which says more; a deleted file of
// the user; lines about the inputs of a unit, without which a run only takes longer.
func (m *maker) lost(p *Plan) []string {
	paths, acted, told := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, a := range p.Actions {
		if a.Kind != Keep {
			acted[a.Path], acted[a.From] = true, true
		}
	}
	stays := func(path string) bool { return !acted[path] && m.disk[path].present }
	for _, e := range p.Manifest.Files {
		told[e.Path] = true
		if stays(e.Path) && !m.recorded(e) && !slices.Contains(p.Decided, e.Path) {
			paths[ManifestPath] = true
		}
	}
	for path := range m.entries {
		if stays(path) && !told[path] && !slices.Contains(p.Decided, path) {
			paths[ManifestPath] = true
		}
	}
	for _, e := range p.Base {
		if stays(e.Path) && !slices.Contains(p.Decided, e.Path) {
			paths[BaseDir+"/"+e.Path] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// recorded reports whether the manifest has the line, or one that does as well.
func (m *maker) recorded(e Entry) bool {
	return slices.ContainsFunc(m.entries[e.Path], func(was Entry) bool {
		return was == e || was.Class == e.Class && m.bases[e.Path] != nil && DigestOf(m.bases[e.Path]) == e.Digest
	})
}
