package openapi_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pack/openapi"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
	"github.com/svcgen/svcgen/templates"
)

// document renders the document of a workspace.
func document(t *testing.T, renderer *render.Renderer, m *model.Model) string {
	t.Helper()
	files, err := renderer.Files(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Path == "api/openapi.gen.yaml" {
			return string(f.Data)
		}
	}
	t.Fatal("there is no document")
	return ""
}

// load reads a document and proves that it is one of OpenAPI 3.1, whose examples keep to their schemas.
func load(t *testing.T, text string) *openapi3.T {
	t.Helper()
	loaded, err := openapi3.NewLoader().LoadFromData([]byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if err := loaded.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return loaded
}

func renderer() *render.Renderer { return render.New(templates.FS, openapi.Pack()) }

// TestDocument proves for every word of the language, in each of its roles, that the document is valid and has every route.
func TestDocument(t *testing.T) {
	t.Parallel()
	renderer := renderer()
	models := rendertest.Variants(t)
	models["everything"] = rendertest.Shop(t)
	models["minimal"] = rendertest.Minimal(t)
	models["sessions"] = rendertest.Sessions(t)
	models["guarded"] = rendertest.Guarded(t)
	models["two of a name"] = rendertest.Build(t,
		spectest.Service("one", spectest.Resource("thing", spectest.Field("title", spec.String))),
		prefixed(spectest.Service("two", spectest.Resource("thing", spectest.Field("size", spec.Int32)))),
	)
	for name, m := range models {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loaded := load(t, document(t, renderer, m))
			routes := 0
			for _, s := range m.Services {
				all := s.Routes()
				if s.IsIdentity() {
					all = append(all, signInRoutes...)
					if m.Password {
						all = append(all, passwordRoutes...)
					}
				}
				for _, method := range s.SessionMethods() {
					if method.Verb != "" {
						all = append(all, model.Route{Method: strings.ToUpper(method.Verb), Path: method.Path})
					}
				}
				routes += len(all)
				for _, route := range all {
					if path := loaded.Paths.Value(route.Path); path == nil || path.GetOperation(route.Method) == nil {
						t.Errorf("%s %s is missing", route.Method, route.Path)
					}
				}
			}
			for _, path := range loaded.Paths.Map() {
				routes -= len(path.Operations())
			}
			if routes != 0 {
				t.Errorf("%d operations are no routes", -routes)
			}
		})
	}
}

// signInRoutes are those of platform/authn.
var signInRoutes = []model.Route{
	{Method: "GET", Path: "/auth"},
	{Method: "GET", Path: "/auth/{provider}/login"},
	{Method: "GET", Path: "/auth/{provider}/callback"},
	{Method: "POST", Path: "/auth/{provider}/link"},
	{Method: "POST", Path: "/auth/logout"},
}

// passwordRoutes are those of platform/authn if people sign in with a password.
var passwordRoutes = []model.Route{
	{Method: "POST", Path: "/auth/password/signup"},
	{Method: "POST", Path: "/auth/password/reset"},
	{Method: "POST", Path: "/auth/password/login"},
	{Method: "POST", Path: "/auth/password/confirm"},
	{Method: "POST", Path: "/auth/password/change"},
}

func prefixed(s *spec.Service) *spec.Service {
	s.HTTPPrefix = s.Name
	return s
}

// TestHostile proves that no text of the spec gets out of its place, and that words of YAML stay names.
func TestHostile(t *testing.T) {
	t.Parallel()
	renderer := renderer()
	hostile := append(rendertest.Hostile(), "a: b\n  c: d", "- a", "\n\n  x", "? a", "&a *b", "!!str a", "#a", "a\n---\nb", "...", "{a", "]", "|-\n x", "\tx\n\ty", "\x7f\u0085")
	for _, text := range hostile {
		fields := []*spec.Field{
			{Name: "title", Type: spec.String, Description: text, Filter: []spec.Op{spec.OpEq}, Sort: true},
			{Name: "note", Type: spec.String, Default: &text, Description: text},
		}
		for _, word := range []string{"on", "yes", "no", "y", "n", "null", "true", "off"} {
			fields = append(fields, &spec.Field{Name: word, Type: spec.Int32, Sort: true, Filter: []spec.Op{spec.OpEq}})
		}
		r := spectest.Resource("thing", fields...)
		r.Description, r.Plural = text, "yes"
		s := spectest.Service("on", r)
		s.Description = text
		m := rendertest.Build(t, s)
		m.Description = text
		loaded := load(t, document(t, renderer, m))

		schema := loaded.Components.Schemas["on.Thing"].Value
		for place, got := range map[string]string{
			"the service": loaded.Tags.Get("on").Description, "the API": loaded.Info.Description, "the resource": schema.Description,
			"the field": schema.Properties["title"].Value.Description,
		} {
			if want := plain(text); !strings.HasPrefix(plain(got), want) {
				t.Errorf("%s: got %q, want %q", place, got, want)
			}
		}
		for _, word := range []string{"on", "yes", "no", "y", "n", "null", "true", "off"} {
			if schema.Properties[word] == nil {
				t.Errorf("there is no member %s", word)
			}
		}
		if loaded.Components.Schemas["on.Thing.Page"].Value.Properties["yes"] == nil {
			t.Error("the page has no member yes")
		}
	}
}

// plain returns the words of a text as far as they can be seen.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\ufffd"), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }), "")
}
