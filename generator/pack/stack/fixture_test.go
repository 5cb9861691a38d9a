package stack

import (
	"reflect"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func wiringService(t *testing.T) *model.Service {
	t.Helper()
	crud := []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete}
	m, _, err := model.Build(&spec.Spec{Module: "example.com/shop", Name: "shop", Auth: "none", Services: []*spec.Service{{
		Name: "api_keys",
		Resources: []*spec.Resource{
			{Name: "shelf", Methods: crud, Fields: []*spec.Field{{Name: "title", Type: spec.String, Unique: true}}},
			{Name: "box", Methods: crud, Fields: []*spec.Field{
				{Name: "shelf", Type: spec.Ref, Ref: "shelf", Filter: []spec.Op{spec.OpEq}},
				{Name: "size", Type: spec.Int64, Optional: true},
				{Name: "flag", Type: spec.Bool, Filter: []spec.Op{spec.OpEq}},
				{Name: "tags", Type: spec.String, Repeated: true},
				{Name: "data", Type: spec.JSON},
				{Name: "note", Type: spec.String},
			}},
			{Name: "log", Methods: []spec.Method{spec.List}, Fields: []*spec.Field{{Name: "text", Type: spec.String}}},
		},
	}}}, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m.Services[0]
}

func TestRESTFields(t *testing.T) {
	t.Parallel()
	s := wiringService(t)
	shelf, box, log := s.Resources[0], s.Resources[1], s.Resources[2]
	if got := restFixture(shelf.Fields[0]); got != `fmt.Sprintf("title %d", i + 1)` {
		t.Errorf("unique: %s", got)
	}
	var got []string
	for _, f := range box.Fields {
		got = append(got, restFixture(f))
	}
	want := []string{
		`createAPIKeysShelf(t, api, i)["id"]`, `"1"`, `i%2 == 0`, `[]any{"tags 1"}`, `testkit.Object{"n": 1}`, `"note 1"`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	for i, f := range []*model.Field{restMissing(box), restCleared(box), restNotNull(box), restEmptied(box)} {
		if want := []string{"shelf", "size", "shelf", "data"}[i]; f == nil || f.Name != want {
			t.Errorf("want %s, got %v", want, f)
		}
	}
	filters := []ListCase{
		{"`shelf = \"` + made[1].Text(\"shelf\") + `\"`", []int{1}},
		{"`flag = \"false\"`", []int{1}},
	}
	if got := restFilters(box); !reflect.DeepEqual(got, filters) {
		t.Errorf("filters: %v", got)
	}
	if restCleared(shelf) != nil || restMissing(shelf) != nil || restEmptied(shelf) != nil {
		t.Error("a shelf has no such field")
	}
	if log.HasIDRoute() || !box.HasIDRoute() || !fixture.HasREST(s) {
		t.Error("only a log has no route with an id")
	}
	if got := (ListCase{`"title desc"`, []int{2, 0}}).Args(); got != `"title desc", 2, 0` {
		t.Errorf("arguments: %s", got)
	}
}

// books returns a model of shelves and books, each of which refers to a shelf.
func books(t *testing.T) *model.Model {
	t.Helper()
	length := 200
	shelf := spectest.Resource("shelf", spectest.Field("theme", spec.String, spectest.Unique), spectest.Field("code", spec.String, spectest.Immutable))
	book := spectest.Resource("book",
		spectest.Ref("shelf", "shelf", func(f *spec.Field) { f.OnDelete = spec.Cascade }),
		spectest.Ref("lent", "shelf", spectest.Optional, spectest.SetNull),
		spectest.Ref("origin", "shelf", spectest.Optional),
		spectest.Field("title", spec.String, func(f *spec.Field) { f.MaxLen = &length }),
		spectest.Field("isbn", spec.String, spectest.Optional, spectest.Unique, spectest.Filter(spec.OpEq), func(f *spec.Field) { f.Pattern = "^[0-9]{3}$" }),
		spectest.Field("tags", spec.String, spectest.Repeated),
	)
	book.SoftDelete = true
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", shelf, book)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func names(fields []*model.Field) string {
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	return strings.Join(all, " ")
}

// note returns a model with a resource whose only method is create.
func note(t *testing.T) *model.Model {
	t.Helper()
	note := spectest.Resource("note", spectest.Field("text", spec.String))
	note.Methods = []spec.Method{spec.Create}
	m, _, err := model.Build(spectest.Workspace(spectest.Service("catalog", note)), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFixtures(t *testing.T) {
	t.Parallel()
	m := books(t)
	book := m.Services[0].Resources[1]
	if got := names(fixture.SentFields(book)); got != "shelf title isbn tags" {
		t.Errorf("sent: %s", got)
	}
	if got := restAssigned(book); got != `[]string{"id", "etag", "createTime", "updateTime"}` {
		t.Errorf("assigned: %s", got)
	}
	if !restPicks(m) || restPicks(note(t)) {
		t.Error("tests of books call pick, those of a note do not")
	}
}
