package consumers

import (
	"context"

	garagev1 "example.com/fleet/gen/go/fleet/garage/v1"
	"example.com/fleet/platform/event"
	"example.com/fleet/services/dispatch/internal/dispatch"
)

// closeTrips is called for each vehicle that was changed by the action give back.
//
// It takes effect once: what s does is committed together with the note that the event is handled. An error undoes all of it, and the
// event comes again, unless the error is from event.Reject.
func closeTrips(ctx context.Context, s *dispatch.Service, e event.Of[*garagev1.VehicleGiveBack]) error {
	return nil // call s with e.Data
}
