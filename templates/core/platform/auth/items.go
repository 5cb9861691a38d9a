package auth

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

// CheckItemRefs is CheckRef for a field of each item of a list. It asks for each id once, and for none that an item before the change has. ref
// returns the reference; nil if the item has none.
func CheckItemRefs[T any](
	ctx context.Context, resource, list, field string, before, after []T, ref func(item *T) *uuid.UUID,
	owns func(ctx context.Context, id, owner uuid.UUID) (bool, error),
) error {
	known := map[uuid.UUID]bool{}
	for i := range before {
		if id := ref(&before[i]); id != nil {
			known[*id] = true
		}
	}
	for i := range after {
		id := ref(&after[i])
		if id == nil || known[*id] {
			continue
		}
		if err := CheckRef(ctx, resource, fmt.Sprintf("%s[%d].%s", list, i, field), *id, owns); err != nil {
			return err
		}
		known[*id] = true
	}
	return nil
}
