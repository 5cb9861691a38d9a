// Package ids makes identifiers.
package ids

import "github.com/google/uuid"

// New returns a UUID of version 7. The ids of one process sort in the order of their creation.
func New() uuid.UUID {
	return uuid.Must(uuid.NewV7())
}
