package aip

import (
	"errors"

	"github.com/google/uuid"
)

// UUID reads an id in the canonical form of 36 characters, in capital letters or not.
func UUID(text string) (any, error) {
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 {
		return nil, errors.New("must be a UUID")
	}
	return id, nil
}
