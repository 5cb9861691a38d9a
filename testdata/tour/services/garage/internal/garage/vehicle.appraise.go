package garage

import (
	"context"

	"example.com/fleet/platform/currency"
)

func (s *Service) appraiseVehicle(_ context.Context, _ Store, current *Vehicle, in *AppraiseVehicleInput) (AppraiseVehicleOutput, error) {
	total := currency.Amount{Units: 5, Code: "JPY"}
	if current.BookValue != nil {
		total = *current.BookValue
	}
	return AppraiseVehicleOutput{Cost: int64(in.Days) * 100, Total: total}, nil
}
