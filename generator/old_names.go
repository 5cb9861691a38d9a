package generator

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// OldName is a place in Go code of the user where a field still has the name that it had before this run.
type OldName struct {
	Field *model.Field
	Was   string // in Go
	Path  string
	Line  int // from 1
}

// oldNames finds the old names of renamed fields in code: as selectors and in literals. A type of the user may have a field of the same name,
// so that they are no more than a hint.
func oldNames(m *model.Model, code []render.Source) []OldName {
	var all []OldName
	for _, s := range m.Services {
		dir := "/" + path.Base(s.Dir) + "/" // of its code, and in the imports of its clients and messages
		for _, r := range s.Resources {
			for _, of := range append([]*model.Resource{r}, r.Children...) {
				for _, f := range of.Fields {
					all = append(all, oldNamesOf(f, dir, code)...)
				}
			}
		}
	}
	return all
}

// oldNamesOf finds the old name of a field, once in each file that is in dir or imports something from there.
func oldNamesOf(f *model.Field, dir string, code []render.Source) []OldName {
	was := f.GoNameBefore()
	if was == "" {
		return nil
	}
	var all []OldName
	use := regexp.MustCompile(`\.(Get)?` + was + `\b|\b` + was + `:`)
	for _, src := range code {
		if !strings.Contains(src.Path, dir) && !bytes.Contains(src.Data, []byte(dir)) {
			continue
		}
		if at := use.FindIndex(src.Data); at != nil {
			all = append(all, OldName{Field: f, Was: was, Path: src.Path, Line: 1 + bytes.Count(src.Data[:at[0]], []byte("\n"))})
		}
	}
	return all
}
