package aip

import (
	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// ParseID reads the id of a request: a UUID in the canonical form of 36 characters, in upper or lower case.
func ParseID(text string) (uuid.UUID, error) {
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 {
		return uuid.Nil, errs.Invalid("id", "must be a UUID")
	}
	return id, nil
}
