package consumers

import (
	"context"

	catalogv1 "example.com/market/gen/go/market/catalog/v1"
	"example.com/market/platform/event"
	"example.com/market/services/orders/internal/orders"
)

// forgetProduct is called for each product that was deleted.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func forgetProduct(ctx context.Context, s *orders.Service, e event.Of[*catalogv1.ProductDeleted]) error {
	return nil // call s with e.Data
}
