package library

import "context"

// reindex is the job reindex. For a large set, let each call of the function do a part of it, such as a page of s.store.List…,
// and return where the next one goes on. What a call does with s is a transaction.
//
// What clients cannot change, such as a field with output_only, s.changeShelf can: it locks and checks the shelf.
func (s *Service) reindex(ctx context.Context, run *Run) error {
	return run.Each(ctx, func(ctx context.Context, s *Service, after string) (next string, err error) {
		return "", nil // done
	})
}
