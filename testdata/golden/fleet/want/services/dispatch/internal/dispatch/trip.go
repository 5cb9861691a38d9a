package dispatch

import "context"

// checkTrip holds the rules that the spec cannot express. It runs inside the transaction of every change, after the rules of
// the spec, and once more for each retry. It may set fields of after; return errs.Invalid or errs.Precondition to reject the
// change. before is nil on creation; after is nil on deletion.
//
// Transactions are READ COMMITTED, unless the spec says `isolation: serializable`: of two changes at the same time, neither sees the
// other. A rule over several rows locks what they share first, or is a constraint of the database.
func (s *Service) checkTrip(ctx context.Context, tx Store, before, after *Trip) error {
	return nil
}
