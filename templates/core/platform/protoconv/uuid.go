package protoconv

import (
	"errors"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// UUID reads ids in the canonical form of 36 characters. Capital letters are taken, but never sent.
var UUID = Text[uuid.UUID]{want: "a UUID", parse: func(text string) (uuid.UUID, error) {
	if len(text) != 36 {
		return uuid.Nil, errors.New("not 36 characters")
	}
	return uuid.Parse(text)
}}

// ID reads the id of a request.
func ID(text string) (uuid.UUID, error) {
	id, err := UUID.parse(text)
	if err != nil {
		return uuid.Nil, errs.Invalid("id", "must be a UUID")
	}
	return id, nil
}
