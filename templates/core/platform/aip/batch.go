package aip

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// MaxBatch is the largest number of resources in one request (AIP-231).
const MaxBatch = 100

// ParseIDs reads the ids of a request: 1 to MaxBatch UUIDs, as ParseID reads them. Its error has a violation for each that is none.
func ParseIDs(texts []string) ([]uuid.UUID, error) {
	if len(texts) == 0 || len(texts) > MaxBatch {
		return nil, errs.Invalid("ids", fmt.Sprintf("must be 1 to %d ids", MaxBatch))
	}
	var v errs.Violations
	ids := make([]uuid.UUID, len(texts))
	for i, text := range texts {
		var err error
		if ids[i], err = ParseID(text); err != nil {
			v.Add(fmt.Sprintf("ids[%d]", i), "must be a UUID")
		}
	}
	return ids, v.Err()
}

// InOrder returns the entity of each id, in the order of ids. It returns errs.NotFound with a violation for each id that none of found
// has.
func InOrder[E any](resource string, ids []uuid.UUID, found []E, id func(E) uuid.UUID) ([]E, error) {
	byID := make(map[uuid.UUID]E, len(found))
	for _, entity := range found {
		byID[id(entity)] = entity
	}
	missing := errs.NotFound(resource)
	ordered := make([]E, len(ids))
	for i, id := range ids {
		entity, ok := byID[id]
		if !ok {
			missing.Violations = append(missing.Violations, errs.Violation{Field: fmt.Sprintf("ids[%d]", i), Description: "does not exist"})
		}
		ordered[i] = entity
	}
	if len(missing.Violations) > 0 {
		return nil, missing
	}
	return ordered, nil
}
