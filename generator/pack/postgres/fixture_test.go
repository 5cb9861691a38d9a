package postgres

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestFixtures(t *testing.T) {
	t.Parallel()
	s := rendertest.Build(t, spectest.Library()).Services[0]
	shelf, book := s.Resources[0], s.Resources[1]
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
	s := rendertest.Build(t, spectest.Library()).Services[0]
	if !storeFilters(s) || !storeLists(s) {
		t.Error("tests of books call wantFilter and lists")
	}
	s = rendertest.Build(t, spectest.Notes()).Services[0]
	if storeFilters(s) || storeConditions(s) || storeLists(s) || storeIndexes(s) {
		t.Error("tests of a resource with nothing but a create call no helper")
	}
}
