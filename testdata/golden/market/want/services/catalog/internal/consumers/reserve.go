package consumers

import (
	"context"

	ordersv1 "example.com/market/gen/go/market/orders/v1"
	"example.com/market/platform/event"
	"example.com/market/services/catalog/internal/catalog"
)

// reserve is called for each order that was created.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func reserve(ctx context.Context, s *catalog.Service, e event.Of[*ordersv1.OrderCreated]) error {
	return nil // call s with e.Data
}
