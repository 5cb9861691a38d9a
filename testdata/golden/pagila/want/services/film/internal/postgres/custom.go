package postgres

// Your own methods of Store: declare one in film.CustomStore, write its query in queries/custom.sql, run `svcgen generate`, and
// call what sqlc made of it: n, err := s.q.CountEverything(ctx), then return n, pg.Error(err, "everything", nil).
