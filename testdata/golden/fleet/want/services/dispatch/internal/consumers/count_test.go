package consumers

import (
	"testing"

	"example.com/fleet/platform/event"
	"example.com/fleet/services/dispatch/dispatchtest"
	"example.com/fleet/services/garage/garagetest"
)

func TestCountEvent(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "count", []event.Message{
		garagetest.VehicleCreated(t, 0),
		garagetest.VehicleRented(t, 0),
		garagetest.VehicleGiveBack(t, 0),
		dispatchtest.TripDeleted(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
