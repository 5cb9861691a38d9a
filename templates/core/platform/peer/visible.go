package peer

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Visible returns those of the resources of another service with the ids that the caller may see, in any order. batchGet gets up to 100 at a
// time; it returns errs.NotFound with a violation of ids[3] for each that is not there for the caller, and is called again without those.
func Visible[E any](ctx context.Context, ids []uuid.UUID, batchGet func(ctx context.Context, ids []string) ([]E, error)) ([]E, error) {
	var all []E
	for batch := range slices.Chunk(ids, aip.MaxBatch) {
		found, err := batchGet(ctx, IDs(batch))
		if missing := violated(err, batch); len(missing) > 0 {
			rest := slices.DeleteFunc(slices.Clone(batch), func(id uuid.UUID) bool { return slices.Contains(missing, id) })
			if len(rest) == 0 {
				continue
			}
			found, err = batchGet(ctx, IDs(rest))
			if missing := violated(err, rest); len(missing) > 0 { // they have gone since
				continue
			}
		}
		switch kind := errs.KindOf(err); {
		case err == nil:
			all = append(all, found...)
		case kind != errs.KindDenied && kind != errs.KindUnauthenticated: // those may see nothing of it
			return nil, err
		}
	}
	return all, nil
}
