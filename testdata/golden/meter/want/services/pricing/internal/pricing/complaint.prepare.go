package pricing

import "context"

// prepareComplaint runs before the transaction of every change, after the rules of the spec: call other systems here, as
// s.deps. It may set fields of after; return errs.Invalid or errs.Precondition to reject the change. before is nil on
// creation; after is nil on deletion. before is read outside of the transaction: if something else is stored when that
// begins, prepareComplaint runs again, twice at most, and then the client gets errs.Conflict. What it did elsewhere stays done if
// the change fails after it, so give other systems a key that repeats, such as the id.
func (s *Service) prepareComplaint(ctx context.Context, before, after *Complaint) error {
	return nil
}
