package aip

import (
	"errors"

	"github.com/google/uuid"
)

// UUID reads a UUID in the canonical form of 36 characters, in upper or lower case.
func UUID(text string) (any, error) {
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 {
		return nil, errors.New("must be a UUID")
	}
	return id, nil
}
