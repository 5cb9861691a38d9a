package garage

import (
	"context"

	"example.com/fleet/platform/errs"
)

// quote is the body of the method quote. It runs in no transaction: s.store.InTx runs one. Return errs.Invalid or
// errs.Precondition to reject the request.
func (s *Service) quote(ctx context.Context, in *QuoteInput) (QuoteOutput, error) {
	return QuoteOutput{}, errs.ErrUnimplemented
}
