package stack

import (
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
	for i, f := range []*model.Field{restMissing(box), restNotNull(box), restEmptied(box)} {
		if want := []string{"shelf", "shelf", "data"}[i]; f == nil || f.Name != want {
			t.Errorf("want %s, got %v", want, f)
		}
	}
	if restMissing(shelf) != nil || restEmptied(shelf) != nil {
		t.Error("a shelf has no such field")
	}
	if log.HasIDRoute() || !box.HasIDRoute() || !fixture.HasREST(s) {
		t.Error("only a log has no route with an id")
	}
	if got := restSent(box); got != "apikeystest.SentBox" {
		t.Errorf("a box is sent as %s", got)
	}
}

func TestFixtures(t *testing.T) {
	t.Parallel()
	library := spectest.Library()
	library.Resources[0].Fields = append(library.Resources[0].Fields, spectest.Ref("best", "book", spectest.Optional))
	s := rendertest.Build(t, library).Services[0]
	shelf, book := s.Resources[0], s.Resources[1]
	for _, tt := range []struct{ what, got, want string }{
		{"sent", rendertest.Names(sentRefs(book)), "shelf lent origin"},
		{"assigned", restAssigned(book), `[]string{"id", "etag", "createTime", "updateTime"}`},
		{"kept", rendertest.Names(restKept(book)), "isbn"},
		{"nullable", restNullable(book), `"lent", "origin"`},
		{"beside the title", restOthers(book.Field("title")), `[]string{"id", "createTime", "shelf", "lent", "origin", "isbn", "tags"}`},
		{"target of a shelf", restTarget(book.Field("shelf")), "i"},
		{"target of the best", restTarget(shelf.Field("best")), "2"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.what, tt.got, tt.want)
		}
	}
}
