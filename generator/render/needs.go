package render

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
)

// platformIndex knows what the files of platform declare, and which of them a file needs. A workspace gets those files of
// platform that its own code uses, and what these use in turn.
type platformIndex struct {
	files    []platformFile
	declared map[string]map[string][]int // files that declare a name, by package and name; more than one if they have build constraints
	methods  map[string][]methodFile     // by name of the method
}

// methodFile is a file with a method of a type that other files declare. Whoever has one of these files, and a selector of the method's
// name, needs it.
type methodFile struct {
	file int
	of   []int // files that declare the type; more than one if they have build constraints
}

// indexPlatform reads platform. It compares names, not types: a selector x.Add counts as a use of the method Add of every type that the
// workspace has, and a parameter as a use of what another file of the package declares under its name. So a workspace may get a file that
// it does not need, but never lacks one.
func indexPlatform(fsys fs.FS) (*platformIndex, error) {
	files, err := readPlatform(fsys)
	if err != nil {
		return nil, err
	}
	x := &platformIndex{files: files, declared: map[string]map[string][]int{}, methods: map[string][]methodFile{}}
	read := make([]declarations, len(files))
	_ = parallel(len(files), func(i int) error {
		read[i] = declarationsOf(files[i].src)
		return nil
	})
	for i, d := range read {
		x.declare(i, d)
	}
	for i, d := range read {
		x.addMethods(i, d)
	}
	for i := range files {
		files[i].links = sync.OnceValue(func() links { return x.link(files[i]) })
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
}

// addMethods adds the methods of a file to the index, unless the file declares their type.
func (x *platformIndex) addMethods(i int, d declarations) {
	for _, m := range d.methods {
		if !slices.Contains(d.names, m.receiver) {
			x.methods[m.name] = append(x.methods[m.name], methodFile{i, x.declared[path.Dir(x.files[i].name)][m.receiver]})
		}
	}
}

// link returns what a file needs.
func (x *platformIndex) link(f platformFile) links {
	mentioned := mentionsOf(f.src)
	l := links{uses: x.usesOf(f.src, sourcePrefix)}
	l.uses.methods = x.methodsAmong(l.uses.methods, mentioned.wanted)
	l.files = l.uses.platform
	pkg := path.Dir(f.name)
	for name, declaring := range x.declared[pkg] {
		if mentioned.used[name] {
			l.files = append(l.files, declaring...)
		}
	}
	for i, other := range x.files {
		if other.bare && path.Dir(other.name) == pkg {
			l.files = append(l.files, i)
		}
	}
	return l
}

// methodsAmong adds to the names that a file of platform selects those that its interfaces want: what is assigned to one has the methods,
// whether somebody calls them or not.
func (x *platformIndex) methodsAmong(selected []string, wanted map[string]bool) []string {
	all := slices.Clone(selected)
	for name := range wanted {
		if len(x.methods[name]) > 0 && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// needed returns the files of platform that a workspace with these files needs, in the order of the index.
func (x *platformIndex) needed(files []text) []platformFile {
	n := needs{index: x, files: map[int]bool{}, present: map[int]bool{}, methods: map[string]bool{}}
	for _, f := range files {
		n.add(f.uses)
		for _, i := range f.uses.present {
			n.present[i] = true
		}
	}
	for grows := true; grows; {
		for len(n.open) > 0 {
			n.follow()
		}
		n.addMethodFiles()
		grows = len(n.open) > 0
	}
	var out []platformFile
	for _, i := range sorted(n.files) {
		out = append(out, x.files[i])
	}
	return out
}

// needs grows until nothing is missing.
type needs struct {
	index   *platformIndex
	files   map[int]bool
	open    []int           // of files: those whose own needs are still to be added
	present map[int]bool    // files that the workspace has in any case
	methods map[string]bool // names that are selected
}

func (n *needs) add(u uses) {
	for _, name := range u.methods {
		n.methods[name] = true
	}
	for _, i := range u.platform {
		if !n.files[i] {
			n.files[i] = true
			n.open = append(n.open, i)
		}
	}
}

// follow adds what the open files need.
func (n *needs) follow() {
	open, found := n.open, make([]links, len(n.open))
	n.open = nil
	_ = parallel(len(open), func(i int) error {
		found[i] = n.index.files[open[i]].links()
		return nil
	})
	for _, l := range found {
		n.add(uses{platform: l.files, methods: l.uses.methods})
	}
}

// addMethodFiles adds the files with methods whose names are selected, of types that the workspace has.
func (n *needs) addMethodFiles() {
	for name := range n.methods {
		for _, m := range n.index.methods[name] {
			if slices.ContainsFunc(m.of, func(i int) bool { return n.files[i] || n.present[i] }) {
				n.add(uses{platform: []int{m.file}})
			}
		}
	}
}

// sorted returns the members of a set in order.
func sorted[T cmp.Ordered](set map[T]bool) []T { return slices.Sorted(maps.Keys(set)) }
