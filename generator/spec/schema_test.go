package spec

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func compileSchema(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance turns YAML into what a validator of JSON takes.
func instance(t *testing.T, text string) any {
	t.Helper()
	data, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSchemasAcceptTheExamples(t *testing.T) {
	one, service := compileSchema(t, Schema()), compileSchema(t, ServiceSchema())
	for _, file := range []Source{
		exampleSpec(t, "minimal"), exampleSpec(t, "shop"), sharedSpec(t, "everything.yaml"), sharedSpec(t, "changed.yaml"),
	} {
		name := file.Path
		if err := one.Validate(instance(t, string(file.Data))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		files, err := Split(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range files {
			s := service
			if i == 0 {
				s = one
			}
			if err := s.Validate(instance(t, string(f.Data))); err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
		}
	}
}

func TestSchemaAcceptsEveryFieldThatParseDoes(t *testing.T) {
	s := compileSchema(t, ServiceSchema())
	for _, f := range someFields() {
		text := "service: a\nresources: {b: {fields: {c: " + quoteYAML(FormatField(f)) + "}}}"
		var v any
		if err := json.Unmarshal([]byte(text[strings.Index(text, `"`):strings.LastIndex(text, `"`)+1]), &v); err != nil {
			t.Fatal(err)
		}
		doc := map[string]any{"service": "a", "resources": map[string]any{"b": map[string]any{"fields": map[string]any{"c": v}}}}
		if err := s.Validate(doc); err != nil {
			t.Fatalf("%s: %v", FormatField(f), err)
		}
	}
}

func quoteYAML(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func TestSchemaOfService(t *testing.T) {
	s := compileSchema(t, ServiceSchema())
	wrap := func(resource string) string {
		return "service: catalog\nresources: {product: " + resource + "}"
	}
	for _, good := range []string{
		wrap("{fields: {a: {type: string, unique: true, len: 3..32}}}"),
		wrap("{fields: {a: {enum: [a, b], default: a}, b: {ref: product, optional: true}}}"),
		wrap("{fields: {a: money min=0 currency=EUR optional, b: {type: money, currency: EUR}, c: money optional}}"),
		wrap("{plural: series, soft_delete: true, fields: {a: string}, indexes: ['a desc'], methods: [create]}"),
	} {
		if err := s.Validate(instance(t, good)); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"resources: {a: {fields: {b: string}}}",
		"service: a",
		"service: Catalog\nresources: {a: {fields: {b: string}}}",
		wrap("{}"),
		wrap("{fields: {}}"),
		wrap("{fields: {Sku: string}}"),
		wrap("{fields: {a: strng}}"),
		wrap("{fields: {a: string uniqe}}"),
		wrap("{fields: {a: string len}}"),
		wrap("{fields: {a: money currency=euro}}"),
		wrap("{fields: {a: money currency=EU optional}}"),
		wrap("{fields: {a: {unique: true}}}"),
		wrap("{fields: {a: {type: string, uniqe: true}}}"),
		wrap("{fields: {a: {type: string, unique: 1}}}"),
		wrap("{fields: {a: [string]}}"),
		wrap("{fields: {a: string}, actions: {}}"),
		wrap("{fields: {a: string}, methods: [lst]}"),
		wrap("{fields: {a: string}, soft_delete: 1}"),
	} {
		if s.Validate(instance(t, bad)) == nil {
			t.Errorf("accepted: %s", bad)
		}
	}
}

func TestSchemasAreCompactAndStable(t *testing.T) {
	for _, make := range []func() []byte{Schema, ServiceSchema} {
		data := make()
		if !bytes.Equal(data, make()) || bytes.Count(data, []byte("\n")) != 1 || len(data) > 22<<10 {
			t.Errorf("%d bytes", len(data))
		}
	}
}
