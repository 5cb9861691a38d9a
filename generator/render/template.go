package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"sync"
	"text/template"
)

// loader parses the templates of one pack, each once and when it is first needed. It is safe for concurrent use.
type loader struct {
	fsys  fs.FS
	dir   string
	funcs template.FuncMap

	mu     sync.Mutex
	parsed map[string]func() (*template.Template, error)
}

// newLoader returns a loader for the templates of a pack.
func newLoader(fsys fs.FS, p Pack) *loader {
	funcs := functions()
	maps.Copy(funcs, p.Funcs)
	return &loader{fsys: fsys, dir: p.Templates, funcs: funcs, parsed: map[string]func() (*template.Template, error){}}
}

// execute makes the text of a row's file, which ends with one newline. It is nil if Row.Text makes none.
func (l *loader) execute(r Row, v View) ([]byte, error) {
	text := func(v View) ([]byte, error) { return l.print(r, v) }
	if r.Text != nil {
		text = r.Text
	}
	data, err := text(v)
	if err != nil {
		return nil, err
	}
	data = append(bytes.TrimRight(indentComments(data), "\n"), '\n')
	if len(bytes.TrimSpace(data)) == 0 {
		if r.Text != nil {
			return nil, nil
		}
		return nil, fmt.Errorf("%s: the template renders nothing: its row needs a condition", r.Template)
	}
	return data, nil
}

// print executes a row's template.
func (l *loader) print(r Row, v View) ([]byte, error) {
	t, err := l.template(r)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(8 << 10)
	if err := t.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("%s: %w", v.expand(r.Path), err)
	}
	return out.Bytes(), nil
}

// template returns the parsed template of a row.
func (l *loader) template(r Row) (*template.Template, error) {
	l.mu.Lock()
	parsed, ok := l.parsed[r.Template]
	if !ok {
		parsed = sync.OnceValues(func() (*template.Template, error) { return parseWithParts(l.fsys, l.dir, r, l.funcs) })
		l.parsed[r.Template] = parsed
	}
	l.mu.Unlock()
	return parsed()
}
