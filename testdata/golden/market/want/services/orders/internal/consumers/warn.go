package consumers

import (
	"context"

	"google.golang.org/protobuf/proto"

	catalogv1 "example.com/market/gen/go/market/catalog/v1"
	"example.com/market/platform/event"
	"example.com/market/services/orders/internal/orders"
)

// warn is called for the events of catalog.product.updated, catalog.stock_low.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func warn(ctx context.Context, s *orders.Service, e event.Of[proto.Message]) error {
	switch e.Data.(type) {
	case *catalogv1.ProductUpdated:
	case *catalogv1.StockLow:
	default: // events that come later
	}
	return nil
}
