-- Your own queries, which sqlc checks against the migrations: `svcgen generate` makes a method of db.Queries of each, for
-- internal/postgres/custom.go. For example, without the "# ":
-- # -- name: CountEverything :one
-- # SELECT count(*) FROM users;
-- The semicolon ends this text, which would be the comment of the first query otherwise.
;
