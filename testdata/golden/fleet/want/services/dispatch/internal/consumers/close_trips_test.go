package consumers

import (
	"testing"

	"example.com/fleet/platform/event"
	"example.com/fleet/services/garage/garagetest"
)

func TestCloseTrips(t *testing.T) {
	_, consumers := serve(t)
	consumers.Handle(t, "close_trips", []event.Message{
		garagetest.VehicleGiveBack(t, 0),
	})
	// Check here what it did: serve returns the service, too.
}
