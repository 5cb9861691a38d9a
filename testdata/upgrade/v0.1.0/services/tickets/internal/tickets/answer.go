package tickets

import "context"

// checkAnswer holds the rules of an answer that the spec cannot express. It is called when the rules of the spec hold and
// before anything is stored, in the transaction of the change, and again where that has to be tried again. before is nil
// where an answer is created. after is nil where it is deleted.
//
// It may set fields of after, within the rules of the spec. An error stops the change: make one with errs.Invalid or
// errs.Precondition. It is not called for what the database changes by itself, where a ticket is deleted.
func (s *Service) checkAnswer(ctx context.Context, tx Store, before, after *Answer) error {
	return nil
}
