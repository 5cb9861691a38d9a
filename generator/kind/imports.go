package kind

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Imports returns the import paths that Go code about fields may need, sorted: those of the Go types, and of packages that convert them from
// and to protobuf. A path that begins with platform/ is relative to the module of the workspace.
func Imports() []string {
	kinds := []*Kind{Amount()}
	for _, t := range spec.TypeDocs() {
		kinds = append(kinds, Of(t.Type))
	}
	var paths []string
	for _, k := range kinds {
		paths = append(paths, k.GoImport, k.PBImport)
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	return slices.DeleteFunc(paths, func(path string) bool { return path == "" })
}
