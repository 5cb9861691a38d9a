package grpcx_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

type message struct{ id, etag string }

func (m message) GetId() string   { return m.id } //nolint:revive // as protoc-gen-go spells it
func (m message) GetEtag() string { return m.etag }

func TestTarget(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	for _, test := range []struct {
		message
		version int64
		refused bool
	}{
		{message{id, "7"}, 7, false},
		{message{id, ""}, 0, false},
		{message{"x", "7"}, 0, true},
		{message{"", ""}, 0, true},
		{message{id, "x"}, 0, true},
	} {
		got, version, err := grpcx.Target(t.Context(), test.message)
		if refused := errs.KindOf(err) == errs.KindInvalid; refused != test.refused || version != test.version {
			t.Errorf("%v: got %v, %d, %v", test.message, got, version, err)
		}
		if err == nil && got.String() != id {
			t.Errorf("%v: got %v", test.message, got)
		}
	}
}
