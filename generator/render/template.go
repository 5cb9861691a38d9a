package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"sync"
	"text/template"
)

// loader parses the templates of one pack, each when it is first needed and only once. It is safe for concurrent use.
type loader struct {
	fsys    fs.FS
	pack    string
	folders onces // a folder's partials
	files   onces // a template together with the partials of its folder
}

func newLoader(fsys fs.FS, pack string) *loader {
	return &loader{fsys: fsys, pack: pack}
}

// execute renders a row's template and ends the text by one newline.
func (l *loader) execute(r Row, v View) ([]byte, error) {
	t, err := l.files.get(r.Template, func() (*template.Template, error) { return l.parse(r) })
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(8 << 10)
	if err := t.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("%s: %w", v.expand(r.Path), err)
	}
	data := indentComments(out.Bytes())
	data = append(bytes.TrimRight(data, "\n"), '\n')
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("%s: the template renders nothing: its row needs a condition", r.Template)
	}
	return data, nil
}

// parse reads one template and joins it to the partials of its folder.
func (l *loader) parse(r Row) (*template.Template, error) {
	name := path.Join(l.pack, r.Template)
	partials, err := l.folders.get(path.Dir(name), func() (*template.Template, error) { return l.partials(path.Dir(name)) })
	if err != nil {
		return nil, err
	}
	set, err := partials.Clone()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Template, err)
	}
	text, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	t, err := set.New(r.Template).Delims(r.Delims[0], r.Delims[1]).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("parse template: %w", err)
	}
	return t, nil
}

// partials parses the files _*.tmpl of a folder.
func (l *loader) partials(dir string) (*template.Template, error) {
	set := template.New(dir).Option("missingkey=error").Funcs(functions())
	names, err := fs.Glob(l.fsys, path.Join(dir, "_*.tmpl"))
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(l.fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read template: %w", err)
		}
		if _, err := set.New(name).Parse(string(text)); err != nil {
			return nil, fmt.Errorf("parse template: %w", err)
		}
	}
	return set, nil
}

// onces holds what is computed once for each key.
type onces struct {
	mu     sync.Mutex
	values map[string]func() (*template.Template, error)
}

func (o *onces) get(key string, compute func() (*template.Template, error)) (*template.Template, error) {
	o.mu.Lock()
	once, ok := o.values[key]
	if !ok {
		if o.values == nil {
			o.values = map[string]func() (*template.Template, error){}
		}
		once = sync.OnceValues(compute)
		o.values[key] = once
	}
	o.mu.Unlock()
	return once()
}
