package pricing

import (
	"context"

	"example.com/meter/platform/errs"
)

// recalculate is the body of the method recalculate. It runs in no transaction: s.store.InTx runs one. Return errs.Invalid or
// errs.Precondition to reject the request.
func (s *Service) recalculate(ctx context.Context) error {
	return errs.ErrUnimplemented
}
