package metering

import (
	"context"

	"example.com/meter/platform/errs"
)

// forecastMeter is the body of the action forecast. It runs in the transaction that has locked the meter, and once more for each
// retry. Change current: it is stored if it keeps the rules of the spec and those of checkMeter. Return errs.Invalid or
// errs.Precondition to reject the request.
func (s *Service) forecastMeter(ctx context.Context, tx Store, current *Meter, in *ForecastMeterInput) (ForecastMeterOutput, error) {
	return ForecastMeterOutput{}, errs.ErrUnimplemented
}
