package crud

import (
	"context"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// BatchGet returns what get finds for the ids of req, in their order.
func (r Resource[M, E]) BatchGet(
	ctx context.Context, req interface{ GetIds() []string }, get func(context.Context, []uuid.UUID) ([]E, error),
) ([]M, error) {
	ids, err := aip.ParseIDs(req.GetIds())
	if err != nil {
		return nil, err
	}
	found, err := get(ctx, ids)
	if err != nil {
		return nil, err
	}
	return protoconv.List(found, r.ToProto), nil
}
