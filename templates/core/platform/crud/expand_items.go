package crud

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// mostRelated is how many different resources a reference of items can lead to in one request. One message can hold as many items.
const mostRelated = 1000

// RelatedToItems is Related for items that messages hold, of which a page can have any number: errs.Invalid if they refer to more than 1,000
// different resources.
func RelatedToItems[I any, T interface{ GetId() string }](
	name string, id func(I) string, see func(ctx context.Context, ids []uuid.UUID) ([]T, error), set func(item I, related T),
) Expansion[I] {
	return Related(name, id, func(ctx context.Context, ids []uuid.UUID) ([]T, error) {
		if len(ids) > mostRelated {
			return nil, errs.Invalid("expand", fmt.Sprintf("%s leads to %d resources, more than %d: ask for a smaller page", name, len(ids), mostRelated))
		}
		return see(ctx, ids)
	}, set)
}

// OfItems returns the expansion of a reference of items that messages hold: lines.product. items returns those of a message. begin makes room in
// an item. What the items of all messages refer to is read at once.
func OfItems[M, I any](list string, items func(M) []I, begin func(I), of Expansion[I]) Expansion[M] {
	return Expansion[M]{list + "." + of.name, func(ctx context.Context, messages []M) error {
		var all []I
		for _, m := range messages {
			all = append(all, items(m)...)
		}
		for _, item := range all {
			begin(item)
		}
		return of.read(ctx, all)
	}}
}

// ExpandWithItems is Expand for messages that have references of their own, for which begin makes room, and items with references.
func ExpandWithItems[M any](names []string, begin func(M), own, items []Expansion[M]) (Expander[M], error) {
	if !slices.ContainsFunc(own, func(e Expansion[M]) bool { return slices.ContainsFunc(names, e.called) }) {
		begin = func(M) {}
	}
	return Expand(names, begin, slices.Concat(own, items)...)
}
