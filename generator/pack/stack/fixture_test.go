package stack

import (
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestRESTFields(t *testing.T) {
	t.Parallel()
	s := rendertest.Build(t, spectest.APIKeys()).Services[0]
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

func TestFixtures(t *testing.T) {
	t.Parallel()
	m := rendertest.Build(t, spectest.Library())
	book := m.Services[0].Resources[1]
	if got := rendertest.Names(fixture.SentFields(book)); got != "shelf title isbn tags" {
		t.Errorf("sent: %s", got)
	}
	if got := restAssigned(book); got != `[]string{"id", "etag", "createTime", "updateTime"}` {
		t.Errorf("assigned: %s", got)
	}
	if !restPicks(m) || restPicks(rendertest.Build(t, spectest.Notes())) {
		t.Error("tests of books call pick, those of a note do not")
	}
}
