package plan

import (
	"maps"
	"slices"
)

// lost lists what svcgen has to remember anew though nothing is to be done with the file that it is about: the manifest where
// a line is gone, merge bases that are gone or are others. What does no harm is not lost: lines that stand there twice, or that
// are about files which are no more, as git leaves them where it merges two branches; that a person has deleted a file of theirs;
// lines about the inputs of a unit, without which a run only takes longer.
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
		if stays(e.Path) && !slices.Contains(m.entries[e.Path], e) {
			paths[ManifestPath] = true
		}
	}
	for path := range m.entries {
		if stays(path) && !told[path] {
			paths[ManifestPath] = true
		}
	}
	for _, e := range p.Base {
		if stays(e.Path) {
			paths[BaseDir+"/"+e.Path] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}
