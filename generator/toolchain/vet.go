package toolchain

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Vet compiles and vets the packages of the module in dir, tests included, as if the files of overlay stood in it: nil
// data removes a file, files that are not there yet are added. Keys are slash-separated paths relative to dir. It returns
// what is wrong with the code; the error is for a go command that could not do its work. Patterns default to ./...
//
// Packages in folders that do not exist yet are compiled only: go vet changes into the folder of what it looks at.
func (t *Tools) Vet(ctx context.Context, dir string, overlay map[string][]byte, patterns ...string) ([]Diagnostic, error) {
	goCmd, err := goCommand()
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("find the workspace: %w", err)
	}
	o, err := stageOverlay(dir, overlay)
	if err != nil {
		return nil, err
	}
	defer o.remove()
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	var found []Diagnostic
	if len(o.newDirs) > 0 {
		if found, err = o.diagnose(ctx, slices.Concat([]string{goCmd, "list", "-export", "-test"}, o.newDirs)...); err != nil {
			return nil, err
		}
	}
	more, err := o.diagnose(ctx, slices.Concat([]string{goCmd, "vet"}, patterns)...)
	if err != nil {
		return nil, err
	}
	for _, d := range more {
		if !slices.Contains(found, d) {
			found = append(found, d)
		}
	}
	return found, nil
}

// overlay is a staged overlay.
type overlay struct {
	dir     string   // the workspace
	mark    string   // a folder in the path of every staged file, before its path in the workspace
	file    string   // the JSON that -overlay reads
	newDirs []string // ./folders of packages that are not on disk
	remove  func()
}

// stageOverlay writes the files of an overlay, and the JSON that maps their places in dir to where they are, into a
// temporary tree.
func stageOverlay(dir string, files map[string][]byte) (*overlay, error) {
	tree, remove, err := stage(nil)
	if err != nil {
		return nil, err
	}
	o := &overlay{dir: dir, mark: filepath.Base(tree), file: filepath.Join(tree, "overlay.json"), remove: remove}
	replace := make(map[string]string, len(files))
	var staged []File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		place := filepath.Join(dir, filepath.FromSlash(name))
		if replace[place] = ""; files[name] == nil {
			continue
		}
		staged = append(staged, File{Path: o.mark + "/" + name, Data: files[name]})
		replace[place] = filepath.Join(tree, o.mark, filepath.FromSlash(name))
		parent := "./" + path.Dir(name)
		if _, err := os.Stat(filepath.Dir(place)); err != nil && path.Ext(name) == ".go" && !slices.Contains(o.newDirs, parent) {
			o.newDirs = append(o.newDirs, parent)
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err == nil {
		err = write(tree, append(staged, File{filepath.Base(o.file), text}))
	}
	if err != nil {
		remove()
		return nil, fmt.Errorf("write overlay: %w", err)
	}
	return o, nil
}

// diagnose runs a go command that compiles and returns what it complains of. It runs nothing of the workspace: without cgo there
// is no compiler of C, and no binary is made. It leaves version control and profiles alone, and looks at no go.work.
func (o *overlay) diagnose(ctx context.Context, argv ...string) ([]Diagnostic, error) {
	argv = slices.Concat(argv[:2], []string{"-buildvcs=false", "-pgo=off", "-overlay", o.file}, argv[2:])
	_, err := run(ctx, command{argv: argv, dir: o.dir, env: environment("CGO_ENABLED=0", "GOWORK=off")})
	return o.diagnosed(err)
}

// onlyNewDirs reports whether go vet failed for nothing but folders that are not there yet.
func (o *overlay) onlyNewDirs(output string) bool {
	for l := range strings.SplitSeq(output, "\n") {
		_, rest, ok := strings.Cut(l, ": chdir ")
		if !ok {
			return false
		}
		name, _, _ := strings.Cut(rest, ": ")
		rel, err := filepath.Rel(o.dir, name)
		if err != nil || !slices.Contains(o.newDirs, "./"+filepath.ToSlash(rel)) {
			return false
		}
	}
	return true
}
