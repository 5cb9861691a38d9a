package toolchain

import (
	"errors"
	"fmt"
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

// diagnosticLine is a line of go vet or go build that has a place.
var diagnosticLine = regexp.MustCompile(`^(?:vet: )?(.+?\.(?:go|mod|s|c|h)):(\d+)(?::(\d+))?: (.*)$`)

// parse reads the output of go vet. Places in the temporary tree are told as places in the workspace.
func (o *overlay) parse(output string) []Diagnostic {
	var found []Diagnostic
	for block := range strings.SplitSeq("\n"+output, "\n# ") { // what one tool says of one package
		said := o.parseBlock(block)
		if m := assembler.FindStringSubmatch(block); m != nil {
			said = []Diagnostic{{Path: o.place(m[1]), Line: 1, Msg: notQuoted}}
		}
		for _, d := range said {
			if !slices.Contains(found, d) {
				found = append(found, d)
			}
		}
	}
	return found
}

// assembler is how the assembler ends its output. It includes any file, and quotes it at places that a #line makes up.
var assembler = regexp.MustCompile(`(?m)^asm: (?:assembly of )?(.*?)(?: failed)?$`)

// parseBlock reads what the compiler or vet says of a package. Indented lines continue the message before them. Messages that may
// quote a file outside of the workspace are replaced.
func (o *overlay) parseBlock(block string) []Diagnostic {
	var found []Diagnostic
	for l := range strings.SplitSeq(block, "\n") {
		if n := len(found); n > 0 && strings.HasPrefix(l, "\t") {
			if found[n-1].Msg != notQuoted {
				found[n-1].Msg += "\n" + l
			}
			continue
		}
		m := diagnosticLine.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		d := Diagnostic{Path: o.place(m[1]), Line: 1, Msg: notQuoted}
		if !o.quotes(d.Path) {
			d.Msg = m[4]
			d.Line, _ = strconv.Atoi(m[2]) // digits
			d.Col, _ = strconv.Atoi(m[3])  // digits or nothing
		}
		found = append(found, d)
	}
	return found
}

// notQuoted stands for what go says of a file that may not be one of the workspace.
const notQuoted = "go cannot read it, and what it says may quote a file outside of the workspace: see go vet ./..."

// quotes reports whether a message about a file may quote another one: files of other languages may include any file, a link
// may lead to any, and so may a path outside of the workspace, from which a module may be replaced.
func (o *overlay) quotes(name string) bool {
	if ext := path.Ext(name); ext != ".go" && ext != ".mod" || filepath.IsAbs(filepath.FromSlash(name)) {
		return true
	}
	root, err := filepath.EvalSymlinks(o.dir)
	if err != nil {
		return true
	}
	file, err := filepath.EvalSymlinks(filepath.Join(o.dir, filepath.FromSlash(name)))
	if err != nil {
		return false // a file of the overlay, or of a //line
	}
	rel, err := filepath.Rel(root, file)
	return err != nil || !filepath.IsLocal(rel)
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

// placed is a line about a line of a file.
var placed = regexp.MustCompile(`:\d+: `)

// unplaced keeps of the output of the go command what is about modules and packages as a whole. Everything else may quote a file.
func unplaced(failed *Error) *Error {
	var kept []string
	keeps := false
	for l := range strings.SplitSeq(failed.Output, "\n") {
		if !strings.HasPrefix(l, "\t") {
			keeps = strings.HasPrefix(l, "go: ") || strings.HasPrefix(l, "package ") || strings.HasPrefix(l, "found packages ")
		}
		if keeps && !placed.MatchString(l) {
			kept = append(kept, l)
		}
	}
	if len(kept) == 0 {
		kept = []string{notShown}
	}
	return &Error{Program: failed.Program, Output: strings.Join(kept, "\n"), Err: failed.Err}
}

const notShown = "go vet ./... fails, and what it says may quote a file outside of the workspace"

// diagnosed are the diagnostics in what a go command that compiles said. The error is for one that could not do its work.
func (o *overlay) diagnosed(err error) ([]Diagnostic, error) {
	failed, ok := errors.AsType[*Error](err)
	if !ok {
		return nil, err
	}
	found := o.parse(failed.Output)
	if len(found) == 0 && !o.onlyNewDirs(failed.Output) {
		return nil, unplaced(failed)
	}
	return found, nil
}
