package grpcx_test

import (
	"context"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

// keyedMessage is a request with a key.
type keyedMessage struct{ *emptypb.Empty }

func (keyedMessage) GetRequestId() string { return "k" } //nolint:revive // as protobuf calls it

// TestLimitKeyed has a request with a key come while another is answered: it gets no turn. One without a key needs none.
func TestLimitKeyed(t *testing.T) {
	t.Parallel()
	limit := grpcx.LimitKeyed(1)
	call := func(req any, during func()) error {
		_, err := limit(t.Context(), req, &grpc.UnaryServerInfo{}, func(context.Context, any) (any, error) {
			during()
			return nil, nil
		})
		return err
	}
	for range 2 { // the first one gives its turn back
		err := call(keyedMessage{}, func() {
			if err := call(keyedMessage{}, func() { t.Error("two have a turn") }); errs.KindOf(err) != errs.KindUnavailable {
				t.Errorf("got %v", err)
			}
			if err := call(&emptypb.Empty{}, func() {}); err != nil {
				t.Error(err)
			}
		})
		if err != nil {
			t.Error(err)
		}
	}
}
