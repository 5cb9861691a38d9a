package garage

import (
	"context"

	"example.com/fleet/platform/errs"
)

// giveVehicleBack is the body of the action give_back. It runs in the transaction that has locked the vehicle, and once more for each
// retry. Change current: it is stored if it keeps the rules of the spec and those of checkVehicle. Return errs.Invalid or
// errs.Precondition to reject the request. current has already what the spec says that the action changes.
func (s *Service) giveVehicleBack(ctx context.Context, tx Store, current *Vehicle, in *GiveVehicleBackInput) error {
	return errs.ErrUnimplemented
}
