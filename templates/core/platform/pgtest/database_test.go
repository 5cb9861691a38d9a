package pgtest

import "testing"

func TestDatabase(t *testing.T) {
	for server, want := range map[string]string{
		"postgres://postgres@localhost:5432/postgres?sslmode=disable": "postgres://postgres@localhost:5432/x?sslmode=disable",
		"postgres://postgres@/postgres?host=%2Ftmp":                   "postgres://postgres@/x?host=%2Ftmp",
		"host=/tmp user=postgres dbname=postgres":                     "host=/tmp user=postgres dbname=postgres dbname=x",
		"host=127.0.0.1:1 user=postgres":                              "host=127.0.0.1:1 user=postgres dbname=x",
	} {
		if got := database(server, "x"); got != want {
			t.Errorf("%s: %s, want %s", server, got, want)
		}
	}
}
