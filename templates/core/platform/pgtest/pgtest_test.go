package pgtest_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

func TestNewIsEmptyAndMigrated(t *testing.T) {
	t.Parallel()
	migrations := fstest.MapFS{"00001_init.sql": {Data: []byte("-- +goose Up\nCREATE TABLE things (id int);\n-- +goose Down\nDROP TABLE things;\n")}}
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			pool := pgtest.New(t, migrations)
			t.Logf("new database: %v", time.Since(start))
			var n int
			if err := pool.QueryRow(t.Context(), "WITH x AS (INSERT INTO things VALUES (1)) SELECT count(*) FROM things").Scan(&n); err != nil || n != 0 {
				t.Errorf("%d rows, %v", n, err)
			}
		})
	}
}
