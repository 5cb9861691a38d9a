package postgres

// Your own methods of Store stand here: declare a method in tickets.CustomStore, write its query in queries/custom.sql, run
// `svcgen generate`, and call the method that sqlc made of it. For example:
//
//	// CountEverything implements tickets.CustomStore.
//	func (s *Store) CountEverything(ctx context.Context) (int64, error) {
//		n, err := s.q.CountEverything(ctx)
//		return n, pg.Error(err, "everything", nil)
//	}
