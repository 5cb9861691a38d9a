package consumers

import (
	"testing"

	"example.com/market/platform/event"
	"example.com/market/services/catalog/catalogtest"
)

func TestWarn(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "warn", []event.Message{
		catalogtest.ProductUpdated(t, 0),
		catalogtest.StockLow(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
