package protoconv

import (
	"errors"

	"github.com/google/uuid"
)

// UUID converts UUIDs. It reads the canonical form of 36 characters, in upper or lower case.
var UUID = Text[uuid.UUID]{want: "a UUID", parse: func(text string) (uuid.UUID, error) {
	if len(text) != 36 {
		return uuid.Nil, errors.New("not 36 characters")
	}
	return uuid.Parse(text)
}}
