package api

import (
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestFixtures(t *testing.T) {
	t.Parallel()
	s := rendertest.Build(t, spectest.Library()).Services[0]
	book := s.Resources[1]
	if got := rendertest.Names(pbFixture(book)); got != "shelf title" {
		t.Errorf("sent: %s", got)
	}
	if got := pbValue(book.Fields[0]); got != "createShelf(t, client).GetId()" {
		t.Errorf("id of a shelf: %s", got)
	}
	if !rpcCodes(s) || rpcCodes(rendertest.Build(t, spectest.Notes()).Services[0]) {
		t.Error("tests look at status codes if a method takes an id")
	}
}
