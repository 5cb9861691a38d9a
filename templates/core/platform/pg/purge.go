package pg

import (
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Purge calls purge with the id at which the last batch ended, uuid.Nil at first, and returns the id at which this one ends: "" if there was
// nothing left.
func Purge(resource, after string, purge func(after uuid.UUID) (last uuid.UUID, err error)) (next string, err error) {
	var id uuid.UUID
	if after != "" {
		if id, err = uuid.Parse(after); err != nil {
			return "", err
		}
	}
	last, err := purge(id)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", Error(err, resource)
	}
	return last.String(), nil
}
