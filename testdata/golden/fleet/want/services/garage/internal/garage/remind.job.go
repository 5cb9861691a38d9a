package garage

import "context"

// remind is the job remind. For a large set, let each call of the function do a part of it, such as a page of s.store.List…,
// and return where the next one goes on. What a call does with s is a transaction.
//
// What clients cannot change, such as a field with output_only, s.changeDepot can: it locks and checks the depot.
func (s *Service) remind(ctx context.Context, run *Run) error {
	return run.Each(ctx, func(ctx context.Context, s *Service, after string) (next string, err error) {
		return "", nil // done
	})
}
