package peer

import (
	"fmt"

	"github.com/google/uuid"
)

// AddItems adds a reference of each item of a list, unless an item before the change has the same. ref returns the reference; nil if the
// item has none.
func AddItems[T any](r *Refs, list, field string, before, after []T, ref func(item *T) *uuid.UUID) {
	known := map[uuid.UUID]bool{}
	for i := range before {
		if id := ref(&before[i]); id != nil {
			known[*id] = true
		}
	}
	for i := range after {
		if id := ref(&after[i]); id != nil && !known[*id] {
			r.fields, r.ids = append(r.fields, fmt.Sprintf("%s[%d].%s", list, i, field)), append(r.ids, *id)
		}
	}
}
