package rental

import "context"

// checkStaff holds the rules that the spec cannot say: it may set fields of after, and an error (errs.Invalid,
// errs.Precondition) ends the change. before is nil on creation, after on removal.
// It runs in the transaction of the change, after the rules of the spec, and again where that is tried again.
func (s *Service) checkStaff(ctx context.Context, tx Store, before, after *Staff) error {
	return nil
}
