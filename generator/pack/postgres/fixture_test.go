package postgres

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

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
	s := books(t).Services[0]
	shelf, book := s.Resources[0], s.Resources[1]
	if got := names(storeFixture(book)); got != "shelf title isbn tags" {
		t.Errorf("stored: %s", got)
	}
	var rules []string
	for _, f := range book.Refs() {
		for rule, holds := range map[string]bool{"cascades": cascades(f), "sets null": setsNull(f), "restricts": restricts(f)} {
			if holds {
				rules = append(rules, f.Name+" "+rule)
			}
		}
	}
	if got := strings.Join(rules, ", "); got != "shelf cascades, lent sets null, origin restricts" {
		t.Errorf("references: %s", got)
	}
	if got := testName(book.Uniques[0]); got != "TestBookUniqueISBN" {
		t.Error(got)
	}
	if !freedByDelete(book.Uniques[0]) || freedByDelete(shelf.Uniques[0]) {
		t.Error("only the unique values of a book are free after a delete")
	}
}

// Generated tests have only the helpers that they call.
func TestHelpers(t *testing.T) {
	t.Parallel()
	s := books(t).Services[0]
	if !storePicks(s) || !storeConditions(s) || !storeLists(s) {
		t.Error("tests of books call pick, where and lists")
	}
	s = note(t).Services[0]
	if storePicks(s) || storeConditions(s) || storeLists(s) || storeIndexes(s) {
		t.Error("tests of a resource with nothing but a create call no helper")
	}
}
