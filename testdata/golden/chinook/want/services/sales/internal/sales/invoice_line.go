package sales

import "context"

// checkInvoiceLine holds the rules of an invoice line that the spec cannot express. It is called when the rules of the spec hold and
// before anything is stored, in the transaction of the change, and again where that has to be tried again. before is nil
// where an invoice line is created. after is nil where it is deleted.
//
// It may set fields of after, within the rules of the spec. An error stops the change: make one with errs.Invalid or
// errs.Precondition. It is not called for what the database changes by itself, where an invoice is deleted.
func (s *Service) checkInvoiceLine(ctx context.Context, tx Store, before, after *InvoiceLine) error {
	return nil
}
