package say

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the schemas anew")

// TestSchemas holds that the committed schemas are those of the Go types: their members, and the comments on them.
func TestSchemas(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{PlanKind, CheckKind, OwnerKind, RecoveryKind, ExplainKind, ListKind, PacksKind, VersionKind} {
		w := schemaWriter{t: t, defs: map[string]any{}, comments: map[string]*comments{}}
		root := w.object(reflect.TypeOf(kind.new()).Elem())
		root["$schema"], root["title"], root["$defs"] = "https://json-schema.org/draft/2020-12/schema", "svcgen --json: "+string(kind), w.defs
		var text strings.Builder
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(root); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile("schema/"+string(kind)+".schema.json", []byte(text.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		have, err := Schema(kind)
		if err != nil || string(have) != text.String() {
			t.Errorf("the schema of %s is not what its types say: go test ./cmd/svcgen/internal/say -run TestSchemas -update (%v)", kind, err)
		}
	}
}

// schemaWriter makes JSON Schema of Go types.
type schemaWriter struct {
	t        *testing.T
	defs     map[string]any
	comments map[string]*comments // by import path
}

// of is the schema of a type. Named types are in $defs.
func (w *schemaWriter) of(t reflect.Type) map[string]any {
	name := path.Base(t.PkgPath()) + "." + t.Name()
	switch t.Kind() {
	case reflect.Pointer:
		return w.of(t.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": w.of(t.Elem())}
	case reflect.Struct:
		if _, ok := w.defs[name]; !ok {
			w.defs[name] = nil // for types that hold themselves
			w.defs[name] = w.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + name}
	case reflect.String:
		if t.PkgPath() == "" {
			return map[string]any{"type": "string"}
		}
		w.defs[name] = map[string]any{"description": w.commentsOn(t).types[t.Name()], "oneOf": w.commentsOn(t).values[t.Name()]}
		return map[string]any{"$ref": "#/$defs/" + name}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	default:
		w.t.Fatalf("no schema for %s", t)
		return nil
	}
}

// object is the schema of a struct. Embedded structs are a part of it; what a pointer leads to may be missing.
func (w *schemaWriter) object(t reflect.Type) map[string]any {
	members, required := map[string]any{}, []string{}
	w.members(t, members, &required)
	out := map[string]any{"type": "object", "properties": members, "required": required}
	if text := w.commentsOn(t).types[t.Name()]; text != "" {
		out["description"] = text
	}
	return out
}

func (w *schemaWriter) members(t reflect.Type, members map[string]any, required *[]string) {
	for f := range t.Fields() {
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && f.Type.Kind() == reflect.Pointer:
			w.members(f.Type.Elem(), members, &[]string{})
		case f.Anonymous:
			w.members(f.Type, members, required)
		case name == "-" || !f.IsExported():
		case name == "":
			w.t.Errorf("%s.%s has no name in JSON", t, f.Name)
		default:
			member := w.of(f.Type)
			if text := w.commentsOn(t).fields[t.Name()+"."+f.Name]; text != "" {
				member["description"] = text
			}
			members[name] = member
			if option != "omitempty" {
				*required = append(*required, name)
			}
		}
	}
}

// comments are those of a package, and the values of its named strings.
type comments struct {
	types, fields map[string]string
	values        map[string][]any
}

// commentsOn reads the comments of the package of a type.
func (w *schemaWriter) commentsOn(t reflect.Type) *comments {
	const module = "github.com/svcgen/svcgen/"
	if c := w.comments[t.PkgPath()]; c != nil {
		return c
	}
	c := &comments{map[string]string{}, map[string]string{}, map[string][]any{}}
	w.comments[t.PkgPath()] = c
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "..", strings.TrimPrefix(t.PkgPath(), module), "*.go"))
	if err != nil || len(files) == 0 {
		w.t.Fatalf("%s: %v, %v", t.PkgPath(), files, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				c.read(g)
			}
		}
	}
	return c
}

func (c *comments) read(g *ast.GenDecl) {
	for _, s := range g.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			c.types[s.Name.Name] = strings.TrimPrefix(oneLine(g.Doc, s.Doc), s.Name.Name+" is ")
			if st, ok := s.Type.(*ast.StructType); ok {
				for _, f := range st.Fields.List {
					for _, n := range f.Names {
						c.fields[s.Name.Name+"."+n.Name] = oneLine(f.Doc, f.Comment)
					}
				}
			}
		case *ast.ValueSpec:
			of, named := s.Type.(*ast.Ident)
			if g.Tok != token.CONST || !named || len(s.Values) != 1 {
				continue
			}
			if lit, ok := s.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				value, _ := strconv.Unquote(lit.Value)
				c.values[of.Name] = append(c.values[of.Name], map[string]any{"const": value, "description": oneLine(s.Doc, s.Comment)})
			}
		}
	}
}

// oneLine joins comments.
func oneLine(groups ...*ast.CommentGroup) string {
	var texts []string
	for _, g := range groups {
		if text := strings.Join(strings.Fields(g.Text()), " "); text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "; ")
}
