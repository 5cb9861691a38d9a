package toolchain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Diagnostic is something that the compiler or vet found.
type Diagnostic struct {
	Path string // slash-separated, relative to the workspace
	Line int
	Col  int // 0 if it is not known
	Msg  string
}

// String prints path:line:col: message.
func (d Diagnostic) String() string {
	if d.Col == 0 {
		return fmt.Sprintf("%s:%d: %s", d.Path, d.Line, d.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", d.Path, d.Line, d.Col, d.Msg)
}

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
		argv := slices.Concat([]string{goCmd, "list", "-export", "-test", "-overlay", o.file}, o.newDirs)
		if found, err = o.diagnose(ctx, argv); err != nil {
			return nil, err
		}
	}
	more, err := o.diagnose(ctx, slices.Concat([]string{goCmd, "vet", "-overlay", o.file}, patterns))
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

// diagnose runs a go command that compiles and returns what it complains of.
func (o *overlay) diagnose(ctx context.Context, argv []string) ([]Diagnostic, error) {
	_, err := run(ctx, command{argv: argv, dir: o.dir})
	var failed *Error
	if err == nil || !errors.As(err, &failed) {
		return nil, err
	}
	found := o.parse(failed.Output)
	if len(found) == 0 && !o.onlyNewDirs(failed.Output) {
		return nil, err
	}
	return found, nil
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

// diagnosticLine is a line of go vet or go build that has a place.
var diagnosticLine = regexp.MustCompile(`^(?:vet: )?(.+?\.(?:go|mod|s|c|h)):(\d+)(?::(\d+))?: (.*)$`)

// parse reads the output of go vet. Places in the temporary tree are told as places in the workspace; indented lines
// continue the message before them.
func (o *overlay) parse(output string) []Diagnostic {
	var found []Diagnostic
	for l := range strings.SplitSeq(output, "\n") {
		if n := len(found); n > 0 && strings.HasPrefix(l, "\t") {
			found[n-1].Msg += "\n" + l
			continue
		}
		m := diagnosticLine.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		line, _ := strconv.Atoi(m[2]) // digits
		col, _ := strconv.Atoi(m[3])  // digits or nothing
		d := Diagnostic{Path: o.place(m[1]), Line: line, Col: col, Msg: m[4]}
		if !slices.Contains(found, d) {
			found = append(found, d)
		}
	}
	return found
}

// place makes a path of a diagnostic relative to the workspace. A file outside of it keeps its path.
func (o *overlay) place(name string) string {
	slashed := filepath.ToSlash(name)
	if mark := "/" + o.mark + "/"; strings.Contains(slashed, mark) {
		return slashed[strings.LastIndex(slashed, mark)+len(mark):] // go shortens what stands before the mark, at times wrongly
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(o.dir, name)
	}
	if rel, err := filepath.Rel(o.dir, name); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(name)
}
