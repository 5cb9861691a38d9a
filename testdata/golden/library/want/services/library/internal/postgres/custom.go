package postgres

// Write your own methods of Store here. For each one:
//
//  1. declare it in library.CustomStore,
//  2. write its query in queries/custom.sql and run `svcgen generate`,
//  3. call the method that sqlc made of the query: n, err := s.q.CountEverything(ctx); return n, pg.Error(err, "everything").
//
// A query for whole rows returns db.Shelf: shelfFromRow makes the entity of a row.
