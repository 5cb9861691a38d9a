package catalog

import "context"

// checkAlbum holds the rules of an album that the spec cannot express. It is called when the rules of the spec hold and
// before anything is stored, in the transaction of the change, and again where that has to be tried again. before is nil
// where an album is created. after is nil where it is deleted.
//
// It may set fields of after, within the rules of the spec. An error stops the change: make one with errs.Invalid or
// errs.Precondition. It is not called for what the database changes by itself, where an artist is deleted.
func (s *Service) checkAlbum(ctx context.Context, tx Store, before, after *Album) error {
	return nil
}
