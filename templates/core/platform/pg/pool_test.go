package pg_test

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

func TestMalformedURL(t *testing.T) {
	for _, url := range []string{
		"postgres://u:Sup3r/Secret@db:5432/x",
		"postgres://u:12/Secret@db:5432/x",
		"postgres://u:Sup3r%Secret@db:5432/x",
		"postgres://u:Secret@db:port/x",
		"postgres://u:Secret",
		"u:Secret@db:5432/x",
		"host=db user=u password=Secret port=Sup3r",
		"postgres://u:Secret@db:5432/x?sslmode=perhaps",
		"postgres://u:Secret@db:5432/x?pool_max_conns=Sup3r",
	} {
		err := pg.Config{URL: url}.Check()
		if err == nil || !strings.HasPrefix(err.Error(), "DATABASE_URL is malformed: write ") || strings.Contains(err.Error(), "Sup3r") || strings.Contains(err.Error(), "Secret") {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, url := range []string{
		"postgres://u:Sup3r#Secret@db:5432/x", // as PostgreSQL's own programs read it
		"postgres://u:Sup3r%2FSecret@db:5432/x?application_name=me@host",
		"postgres:///x?host=/tmp",
		"host=/tmp dbname=x",
	} {
		if err := (pg.Config{URL: url}).Check(); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	err := pg.Config{URL: "postgres://u:Secret@db:5432/x?sslmode=verify-full&sslrootcert=/does/not/exist"}.Check()
	if err == nil || !strings.Contains(err.Error(), "/does/not/exist") || strings.Contains(err.Error(), "Secret") {
		t.Errorf("no certificate: %v", err)
	}
}
