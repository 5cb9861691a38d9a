package custom

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// maxTemplate is the size of the largest template, in bytes.
const maxTemplate = 64 << 10

// text is a template that has been read and parsed.
type text struct {
	parsed *template.Template
	source spec.Source
}

// read reads the template of a row. The error is spec.Problems if it is missing or wrong.
func read(disk fs.FS, pack string, row spec.PackRow) (*text, error) {
	name := path.Join(spec.PacksDir, pack, row.Template)
	data, err := fs.ReadFile(disk, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, spec.Problems{{Pos: row.TemplatePos, Msg: fmt.Sprintf("there is no file %s", name)}}
	case err != nil:
		return nil, fmt.Errorf("read the pack %s: %w", pack, err)
	case len(data) > maxTemplate:
		return nil, spec.Problems{{Pos: spec.Pos{File: name}, Msg: "the template is larger than 64 KiB"}}
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return nil, spec.Problems{{Pos: spec.Pos{File: name}, Msg: "the template is not a text in UTF-8"}}
	}
	t := &text{source: spec.Source{Path: name, Data: bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))}}
	parsed, err := template.New(name).Option("missingkey=error").Funcs(functions(nil)).Delims(row.Left, row.Right).Parse(string(t.source.Data))
	if err != nil {
		return nil, t.problem(err)
	}
	if err := t.prepare(parsed); err != nil {
		return nil, err
	}
	t.parsed = parsed
	return t, nil
}

// execute renders the template for one file.
func (t *text) execute(v render.View) (out []byte, err error) {
	defer func() {
		if p := recover(); p != nil { // the last line of defence, as in spec
			out, err = nil, t.problem(fmt.Errorf("the template cannot be executed: %v", p))
		}
	}()
	parsed, err := t.parsed.Clone()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.source.Path, err)
	}
	m := &meter{}
	if err := parsed.Funcs(functions(m)).Funcs(template.FuncMap{printed: printable}).Execute(m, viewOf(v)); err != nil {
		return nil, t.problem(err)
	}
	return m.out.Bytes(), nil
}

// faultLine is an error of text/template: template: NAME:LINE:COL: executing "NAME" at <.Foo>: can't …
var faultLine = regexp.MustCompile(`(?s)^template: .*?:(\d+)(?::(\d+))?: (?:executing ".*?" at <(.*?)>: )?(.*)$`)

// problem gives an error of text/template its place in the file.
func (t *text) problem(err error) spec.Problems {
	p := spec.Problem{Pos: spec.Pos{File: t.source.Path}, Msg: err.Error()}
	if m := faultLine.FindStringSubmatch(strings.ReplaceAll(err.Error(), t.source.Path, "template")); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Col = 1
		if at, err := strconv.Atoi(m[2]); err == nil {
			p.Col = at + 1
		}
		p.Msg = m[4]
		if m[3] != "" {
			p.Msg = m[3] + ": " + m[4]
		}
	}
	if refused, ok := errors.AsType[*refusal](err); ok {
		p.Msg = refused.Error()
	}
	p.Msg, p.Hint = unknownField(p.Msg)
	return spec.Problems{p}.WithExcerpts([]spec.Source{t.source})
}
