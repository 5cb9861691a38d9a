package pricing

import (
	"context"

	"example.com/meter/platform/errs"
)

// estimate is the body of the method estimate. It runs in no transaction: s.store.InTx runs one. Return errs.Invalid or
// errs.Precondition to reject the request.
func (s *Service) estimate(ctx context.Context, in *EstimateInput) (EstimateOutput, error) {
	return EstimateOutput{}, errs.ErrUnimplemented
}
