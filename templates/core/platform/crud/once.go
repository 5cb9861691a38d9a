package crud

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/once"
)

// Once returns what do answers. If req has a key, run calls do within a transaction that stores the answer, or returns that of an earlier
// request. Without one, run passes on its service. caller is who sends req.
func Once[S any, M proto.Message](
	ctx context.Context, req grpcx.Keyed, caller string,
	run func(ctx context.Context, r *once.Request, fn func(S) (answer []byte, err error)) ([]byte, error),
	do func(S) (M, error),
) (M, error) {
	var none M
	r, err := grpcx.Once(ctx, req, caller)
	if err != nil {
		return none, err
	}
	var answer M
	stored, err := run(ctx, r, func(service S) (stored []byte, err error) {
		if answer, err = do(service); err != nil || r == nil {
			return nil, err
		}
		return proto.Marshal(answer)
	})
	if err != nil || r == nil {
		return answer, err
	}
	first := none.ProtoReflect().New().Interface().(M) //nolint:forcetypeassert // it has the type of none
	if err := proto.Unmarshal(stored, first); err != nil {
		return none, err
	}
	return first, nil
}
