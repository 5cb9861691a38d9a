package garage

import (
	"context"

	"example.com/fleet/platform/errs"
)

func (s *Service) giveVehicleBack(_ context.Context, _ Store, current *Vehicle, in *GiveVehicleBackInput) error {
	if in.Kilometers < current.Kilometers {
		return errs.Precondition("RUN_BACKWARDS", "the vehicle had more kilometers before")
	}
	current.Kilometers = in.Kilometers
	return nil
}
