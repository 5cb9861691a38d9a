package pg_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

func TestReady(t *testing.T) {
	pool := pgtest.New(t, migrations)
	if err := pg.Ready(t.Context(), pool, migrations); err != nil {
		t.Error(err)
	}
	more := maps.Clone(migrations)
	more["00002_more.sql"] = &fstest.MapFile{}
	check := func(migrations fstest.MapFS, want string) {
		t.Helper()
		err := pg.Ready(t.Context(), pool, migrations)
		if errs.KindOf(err) != errs.KindPrecondition || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), " migrate") {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	check(more, "the database has migration 1, not yet 2: run ")
	if _, err := pool.Exec(t.Context(), "DROP TABLE goose_db_version"); err != nil {
		t.Fatal(err)
	}
	check(migrations, "the database has no tables yet: run ")

	gone := pgtest.New(t, migrations)
	gone.Close()
	if err := pg.Ready(t.Context(), gone, migrations); err == nil || errs.KindOf(err) != errs.KindInternal {
		t.Errorf("no database: %v", err)
	}
}
