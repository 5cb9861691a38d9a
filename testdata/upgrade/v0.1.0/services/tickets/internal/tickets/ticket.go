package tickets

import "context"

// checkTicket holds the rules of a ticket that the spec cannot express. It is called when the rules of the spec hold and
// before anything is stored, in the transaction of the change, and again where that has to be tried again. before is nil
// where a ticket is created. after is nil where it is deleted.
//
// It may set fields of after, within the rules of the spec. An error stops the change: make one with errs.Invalid or
// errs.Precondition.
func (s *Service) checkTicket(ctx context.Context, tx Store, before, after *Ticket) error {
	return nil
}
