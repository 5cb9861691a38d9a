package consumers

import (
	"testing"

	"example.com/market/platform/event"
	"example.com/market/services/orders/orderstest"
)

func TestThank(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "thank", []event.Message{
		orderstest.OrderPaid(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
