package crud

import (
	"context"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// Act passes the id and version that req names, and the rest of it as read returns that, to act, and returns what act does. Its error has the
// violations of the message and those of the input.
func Act[Q Message, I Entity, O, M any](
	ctx context.Context, req Q, read func(Q) (I, errs.Violations),
	act func(ctx context.Context, id uuid.UUID, version int64, in I) (O, error), reply func(O) M,
) (M, error) {
	in, violations := read(req)
	protoconv.NoNUL(&violations, req)
	return Ask(ctx, req, func(ctx context.Context, id uuid.UUID, version int64) (O, error) {
		if violations.Err() != nil {
			var none O
			return none, violations.With(in.Validate())
		}
		return act(ctx, id, version, in)
	}, reply)
}

// Ask passes the id and version that req names to act, and returns what act does.
func Ask[O, M any](
	ctx context.Context, req targeted, act func(ctx context.Context, id uuid.UUID, version int64) (O, error), reply func(O) M,
) (M, error) {
	var none M
	id, version, err := target(ctx, req)
	if err != nil {
		return none, err
	}
	out, err := act(ctx, id, version)
	if err != nil {
		return none, err
	}
	return reply(out), nil
}
