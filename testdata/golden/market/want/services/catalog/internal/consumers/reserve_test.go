package consumers

import (
	"testing"

	"example.com/market/platform/event"
	"example.com/market/services/orders/orderstest"
)

func TestReserve(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "reserve", []event.Message{
		orderstest.OrderCreated(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
