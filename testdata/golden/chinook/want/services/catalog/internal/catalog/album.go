package catalog

import "context"

// checkAlbum holds the rules of an album that the spec cannot express. It is called when the rules of the spec hold and
// before anything is stored, in the transaction of the change: before is nil where an album is created, after where it is
// deleted. It may change after. An error stops the change; make one with errs.Invalid or errs.Precondition.
func (s *Service) checkAlbum(ctx context.Context, tx Store, before, after *Album) error {
	return nil
}
