package peer

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// MissingOfBatch is Missing with a call for up to 100 ids at a time. batchGet returns errs.NotFound with a violation of ids[3] for each id
// that is missing.
func MissingOfBatch(ctx context.Context, ids []uuid.UUID, batchGet func(ctx context.Context, ids []string) error) ([]uuid.UUID, error) {
	var all []uuid.UUID
	for batch := range slices.Chunk(ids, aip.MaxBatch) {
		err := batchGet(ctx, IDs(batch))
		if err == nil {
			continue
		}
		missing := violated(err, batch)
		if len(missing) == 0 {
			return nil, err
		}
		all = append(all, missing...)
	}
	return all, nil
}

// violated returns the ids of a batch that err, if it is errs.NotFound, is about.
func violated(err error, batch []uuid.UUID) []uuid.UUID {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || e.Kind != errs.KindNotFound {
		return nil
	}
	var all []uuid.UUID
	for _, v := range e.Violations {
		index, _ := strings.CutPrefix(v.Field, "ids[")
		if i, err := strconv.Atoi(strings.TrimSuffix(index, "]")); err == nil && 0 <= i && i < len(batch) {
			all = append(all, batch[i])
		}
	}
	return all
}

// IDs returns ids as requests have them.
func IDs(ids []uuid.UUID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return texts
}
