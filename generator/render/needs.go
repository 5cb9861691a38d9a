package render

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
)

// platformIndex knows what the files of platform declare, and which of them a file needs. A workspace gets those files of
// platform that its own code uses, and what these use in turn.
type platformIndex struct {
	files    []platformFile
	declared map[string]map[string][]int // files that declare a name, by package and name; more than one if they have build constraints
	methods  map[string][]int            // files with methods of a type that another file declares, by name of the method
}

// indexPlatform reads platform. It compares names, not types: a selector x.Add counts as a use of every method Add in methods, and a
// parameter as a use of what another file of the package declares under its name. So a workspace may get a file that it does not need,
// but never lacks one.
func indexPlatform(fsys fs.FS) (*platformIndex, error) {
	files, err := readPlatform(fsys)
	if err != nil {
		return nil, err
	}
	x := &platformIndex{files: files, declared: map[string]map[string][]int{}, methods: map[string][]int{}}
	read := make([]declarations, len(files))
	_ = parallel(len(files), func(i int) error {
		read[i] = declarationsOf(files[i].src)
		return nil
	})
	for i, d := range read {
		x.declare(i, d)
	}
	for i, d := range read {
		x.link(i, d)
	}
	return x, nil
}

// declare adds the declarations of a file to the index.
func (x *platformIndex) declare(i int, d declarations) {
	x.files[i].bare = len(d.names)+len(d.methods) == 0
	pkg := path.Dir(x.files[i].name)
	if x.declared[pkg] == nil {
		x.declared[pkg] = map[string][]int{}
	}
	for _, name := range d.names {
		if name != "_" {
			x.declared[pkg][name] = append(x.declared[pkg][name], i)
		}
	}
	for _, m := range d.methods {
		if !slices.Contains(d.names, m.receiver) { // another file declares the type
			x.methods[m.name] = append(x.methods[m.name], i)
		}
	}
}

// link sets the other files that a file needs.
func (x *platformIndex) link(i int, d declarations) {
	f := &x.files[i]
	f.uses = x.usesOf(f.src, sourcePrefix)
	f.needs = f.uses.platform
	pkg := path.Dir(f.name)
	for name, declaring := range x.declared[pkg] {
		if d.used[name] {
			f.needs = append(f.needs, declaring...)
		}
	}
	for other, o := range x.files {
		if o.bare && path.Dir(o.name) == pkg {
			f.needs = append(f.needs, other)
		}
	}
}

// needed returns the files of platform that a workspace with these files needs, in the order of the index.
func (x *platformIndex) needed(files []text) []platformFile {
	needed := map[int]bool{}
	var open []int
	need := func(all []int) {
		for _, i := range all {
			if !needed[i] {
				needed[i] = true
				open = append(open, i)
			}
		}
	}
	for _, f := range files {
		need(f.uses.platform)
	}
	for len(open) > 0 {
		last := open[len(open)-1]
		open = open[:len(open)-1]
		need(x.files[last].needs)
	}
	var out []platformFile
	for _, i := range sorted(needed) {
		out = append(out, x.files[i])
	}
	return out
}

// sorted returns the members of a set in order.
func sorted[T cmp.Ordered](set map[T]bool) []T { return slices.Sorted(maps.Keys(set)) }
