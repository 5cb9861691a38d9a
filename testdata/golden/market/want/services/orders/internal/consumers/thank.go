package consumers

import (
	"context"

	ordersv1 "example.com/market/gen/go/market/orders/v1"
	"example.com/market/platform/event"
	"example.com/market/services/orders/internal/orders"
)

// thank is called for each order that was changed by the action pay.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func thank(ctx context.Context, s *orders.Service, e event.Of[*ordersv1.OrderPaid]) error {
	return nil // call s with e.Data
}
