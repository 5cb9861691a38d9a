package consumers

import (
	"context"

	catalogv1 "example.com/market/gen/go/market/catalog/v1"
	"example.com/market/platform/event"
	"example.com/market/services/catalog/internal/catalog"
)

// restock is called for each event catalog.stock_low.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func restock(ctx context.Context, s *catalog.Service, e event.Of[*catalogv1.StockLow]) error {
	return nil // call s with e.Data
}
