package consumers

import (
	"testing"

	"example.com/market/platform/event"
	"example.com/market/services/catalog/catalogtest"
)

func TestForgetProduct(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "forget_product", []event.Message{
		catalogtest.ProductDeleted(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
