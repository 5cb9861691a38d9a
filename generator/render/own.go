package render

import (
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Source is a Go file of the workspace that the user has written, or may have edited. Files of platform that it uses stay in the
// workspace, and packages that it imports get into the images.
type Source struct {
	Path string
	Data []byte
	// Unedited reports whether the file still is as svcgen wrote it. It goes, and counts for nothing, if no row writes it any more.
	Unedited bool
}

// own returns the uses of the user's files. rendered are the files that all rows write.
func (x *platformIndex) own(module string, sources []Source, rendered []text) []text {
	written := make(map[string]bool, len(rendered))
	for _, f := range rendered {
		written[f.Path] = true
	}
	var all []text
	for _, s := range sources {
		if s.Unedited && !written[s.Path] {
			continue
		}
		all = append(all, text{uses: x.usesOfOwn(s, module+"/platform/"), File: File{Path: s.Path}})
	}
	return all
}

// usesOfOwn returns the uses of a user's file. Unlike rendered files, it may have any layout that compiles, and may be broken.
func (x *platformIndex) usesOfOwn(s Source, prefix string) uses {
	named := map[string]string{}
	var unnamed []string
	file, _ := parser.ParseFile(token.NewFileSet(), s.Path, s.Data, parser.ImportsOnly) // a broken file has the imports before its first error
	if file == nil {
		return uses{}
	}
	for _, spec := range file.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil:
		case spec.Name == nil:
			named[packageName(importPath)] = importPath
		case spec.Name.Name == "_", spec.Name.Name == ".":
			unnamed = append(unnamed, importPath)
		default:
			named[spec.Name.Name] = importPath
		}
	}
	found := x.usesIn(s.Data, prefix, named, unnamed)
	for _, importPath := range unnamed {
		if pkg, ours := strings.CutPrefix(importPath, prefix); ours {
			found.platform = append(found.platform, x.filesOf(pkg)...)
		}
	}
	x.addBeside(&found, s.Path)
	return found
}

// addBeside adds the files that a file in a package of platform needs of that package: what svcgen's file needs, if the user has edited one
// and keeps it, and the whole package for a file that svcgen does not know.
func (x *platformIndex) addBeside(u *uses, name string) {
	name, ours := strings.CutPrefix(name, "platform/")
	if !ours {
		return
	}
	if i := slices.IndexFunc(x.files, func(f platformFile) bool { return f.name == name }); i >= 0 {
		u.platform, u.present = append(u.platform, x.files[i].links().files...), []int{i}
		return
	}
	u.platform = append(u.platform, x.filesOf(path.Dir(name))...)
}

// filesOf returns the indices of all files of a package.
func (x *platformIndex) filesOf(pkg string) []int {
	var all []int
	for i, f := range x.files {
		if path.Dir(f.name) == pkg {
			all = append(all, i)
		}
	}
	return all
}
