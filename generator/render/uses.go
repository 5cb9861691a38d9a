package render

import (
	"path"
	"slices"
	"strings"
)

// uses is the imports of a Go file and the files of platform that it uses.
type uses struct {
	imports  []string // paths, sorted, without those that the file does not use
	platform []int    // indices of the files of platform that it uses
	present  []int    // of the file of platform that it is itself, if the user keeps it
	methods  []string // names that it selects from something else than a package, and that a methodFile has
}

// usesOf returns the uses of a file. prefix is the import path of platform in the file, with a slash at the end.
func (x *platformIndex) usesOf(src []byte, prefix string) uses {
	named, unnamed := importsOf(src)
	return x.usesIn(src, prefix, named, unnamed)
}

// usesIn returns the uses of a file with these imports: paths by name, and the paths of blank and dot imports.
func (x *platformIndex) usesIn(src []byte, prefix string, named map[string]string, unnamed []string) uses {
	used := map[string]bool{}
	files, methods := map[int]bool{}, map[string]bool{}
	selectors(src, func(operand, name []byte) {
		if importPath, ok := named[string(operand)]; ok {
			used[importPath] = true
			if pkg, ours := strings.CutPrefix(importPath, prefix); ours && len(x.declared[pkg][string(name)]) > 0 {
				for _, file := range x.declared[pkg][string(name)] {
					files[file] = true
				}
				return
			}
		}
		if len(x.methods[string(name)]) > 0 { // a variable may have the name of a package
			methods[string(name)] = true
		}
	})
	for _, importPath := range unnamed {
		used[importPath] = true
	}
	return uses{imports: sorted(used), platform: sorted(files), methods: sorted(methods)}
}

// imports returns all imports of files.
func imports(files []text) []string {
	all := map[string]bool{}
	for _, f := range files {
		for _, importPath := range f.uses.imports {
			all[importPath] = true
		}
	}
	return sorted(all)
}

// workspaceImports returns for each directory the other directories of the workspace that its package imports, without tests.
func workspaceImports(module string, files []text) map[string][]string {
	imports := map[string][]string{}
	for _, f := range files {
		if strings.HasSuffix(f.Path, "_test.go") {
			continue
		}
		dir := path.Dir(f.Path)
		for _, importPath := range f.uses.imports {
			if imported, ours := strings.CutPrefix(importPath, module+"/"); ours && !slices.Contains(imports[dir], imported) {
				imports[dir] = append(imports[dir], imported)
			}
		}
	}
	return imports
}

// imageDirs returns the directories that the image of a program is built from: trees, which it gets as a whole, and all other
// directories that the program imports, directly or not. They are sorted, and none is below another.
func imageDirs(program string, trees []string, imports map[string][]string) []string {
	dirs := slices.Clone(trees)
	reached := []string{program}
	for i := 0; i < len(reached); i++ {
		for _, dir := range imports[reached[i]] {
			if !slices.Contains(reached, dir) {
				reached = append(reached, dir)
			}
		}
		inside := func(tree string) bool { return strings.HasPrefix(reached[i]+"/", tree+"/") }
		if !slices.ContainsFunc(trees, inside) {
			dirs = append(dirs, reached[i])
		}
	}
	slices.Sort(dirs)
	within := func(dir string) bool {
		return slices.ContainsFunc(dirs, func(tree string) bool { return strings.HasPrefix(dir, tree+"/") })
	}
	return slices.DeleteFunc(slices.Clone(dirs), within)
}
