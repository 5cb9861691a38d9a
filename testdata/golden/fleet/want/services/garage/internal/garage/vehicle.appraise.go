package garage

import (
	"context"

	"example.com/fleet/platform/errs"
)

// appraiseVehicle is the body of the action appraise. It runs in the transaction that has locked the vehicle, and once more for each
// retry. Change current: it is stored if it keeps the rules of the spec and those of checkVehicle. Return errs.Invalid or
// errs.Precondition to reject the request.
func (s *Service) appraiseVehicle(ctx context.Context, tx Store, current *Vehicle, in *AppraiseVehicleInput) (AppraiseVehicleOutput, error) {
	return AppraiseVehicleOutput{}, errs.ErrUnimplemented
}
