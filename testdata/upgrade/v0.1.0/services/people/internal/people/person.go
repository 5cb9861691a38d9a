package people

import "context"

// checkPerson holds the rules of a person that the spec cannot express. It is called when the rules of the spec hold and
// before anything is stored, in the transaction of the change, and again where that has to be tried again. before is nil
// where a person is created. A deletion sets after.DeleteTime, an undeletion clears it.
//
// It may set fields of after, within the rules of the spec. An error stops the change: make one with errs.Invalid or
// errs.Precondition.
func (s *Service) checkPerson(ctx context.Context, tx Store, before, after *Person) error {
	return nil
}
