package render

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"text/template"
)

// PartsDir returns the folder with the parts of a long template: api/_openapi.gen.yaml of api/openapi.gen.yaml.tmpl. Most templates
// have none. A part holds {{ define }} blocks only, and is parsed with its template.
func PartsDir(template string) string {
	return path.Join(path.Dir(template), "_"+strings.TrimSuffix(path.Base(template), ".tmpl"))
}

// parseWithParts parses a template of the pack in dir, and its parts. Errors name the file that is wrong.
func parseWithParts(fsys fs.FS, dir string, r Row, funcs template.FuncMap) (*template.Template, error) {
	text, err := fs.ReadFile(fsys, path.Join(dir, r.Template))
	if err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	t, err := template.New(r.Template).Option("missingkey=error").Funcs(funcs).Delims(r.Delims[0], r.Delims[1]).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("parse template: %w", err)
	}
	parts, err := fs.Glob(fsys, path.Join(dir, PartsDir(r.Template), "*.tmpl"))
	if err != nil {
		return nil, fmt.Errorf("find parts: %w", err)
	}
	for _, name := range parts {
		if text, err = fs.ReadFile(fsys, name); err != nil {
			return nil, fmt.Errorf("read part: %w", err)
		}
		if _, err := t.New(strings.TrimPrefix(name, dir+"/")).Parse(string(text)); err != nil {
			return nil, fmt.Errorf("parse part: %w", err)
		}
	}
	return t, nil
}
