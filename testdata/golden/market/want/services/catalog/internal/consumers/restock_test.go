package consumers

import (
	"testing"

	"example.com/market/platform/event"
	"example.com/market/services/catalog/catalogtest"
)

func TestRestock(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "restock", []event.Message{
		catalogtest.StockLow(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
