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
	if got := rendertest.Names(sentRefs(book)); got != "shelf lent origin" {
		t.Errorf("references that are sent: %s", got)
	}
	self := rendertest.Resource(t, spectest.Resource("ward", spectest.Ref("part_of", "ward", spectest.Optional)))
	if !madeForRPC(book.Field("lent")) || madeForRPC(self.Fields[0]) {
		t.Error("only a reference that leads back is not made")
	}
	if !rpcCodes(s) || rpcCodes(rendertest.Build(t, spectest.Notes()).Services[0]) {
		t.Error("tests look at status codes if a method takes an id")
	}
}
