package build

import (
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// TestNarrowsMore has the cases that need more than the one-line changes of TestNarrows.
func TestNarrowsMore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, was, now string
		edit           func(*ledger.Resource)
		want           bool
	}{
		{name: "pattern and length", was: "a: string len=..9", now: "a: string len=..10 pattern=^x$"},
		{name: "length of items", was: "a: 'string[] len=..9 max_items=3'", now: "a: 'string[] len=..8 max_items=4'"},
		{name: "required", was: "a: string optional len=..9", now: "a: string len=..9 backfill=x", want: true},
		{name: "not required", was: "a: string len=..9", now: "a: string optional len=..9"},
		{name: "bytes", was: "a: bytes max_bytes=9", now: "a: bytes max_bytes=10"},
		{name: "fewer bytes", was: "a: bytes max_bytes=9", now: "a: bytes max_bytes=8", want: true},
		{name: "larger type", was: "a: int32 min=1", now: "a: int64 min=1"},
		{name: "larger type, narrower", was: "a: int32 min=1", now: "a: int64 min=2", want: true},
		{name: "day to time", was: "a: date min=2026-01-01", now: "a: 'timestamp min=2026-01-01T00:00:01Z'", want: true},
		{name: "enum to text", was: "a: 'enum=x,y'", now: "a: string len=..9", want: true},
		{name: "text to enum", was: "a: string len=..9", now: "a: 'enum=x,y'", want: true},
		{name: "one to many", was: "a: 'enum=x,y'", now: "a: 'enum=x,y,z[]'"},
		{name: "values exchanged", was: "a: 'enum=x,y'", now: "a: 'enum=y,z', removed.x -> z"},
		{name: "renamed, with a value", was: "a: 'enum=x,y'", now: "b: 'enum=x,z renamed_from=a', removed.y -> z"},
		{
			name: "no CHECK before", was: "a: string len=..9", now: "a: string len=..9",
			edit: func(r *ledger.Resource) { r.Fields[0].Check = nil }, want: true,
		},
		{
			name: "a CHECK of another version", was: "a: string len=..9", now: "a: string len=..9",
			edit: func(r *ledger.Resource) { r.Fields[0].Check[1] = "length(a) <= 9" }, want: true,
		},
		{
			name: "a ledger without rules", was: "a: string len=..9", now: "a: string len=..10",
			edit: func(r *ledger.Resource) { r.Path, r.Methods, r.Fields[0].API = "", nil, nil }, want: true,
		},
		{
			name: "a ledger without rules, the same CHECK", was: "a: string len=..9", now: "a: string len=..9, b: string optional",
			edit: func(r *ledger.Resource) { r.Path, r.Methods, r.Fields[0].API = "", nil, nil },
		},
	} {
		_, l := history(t, shopOf(c.was, ""))
		if c.edit != nil {
			c.edit(l.Services[0].Resources[0])
		}
		fields, removed, _ := strings.Cut(c.now, ", removed.")
		if removed != "" {
			removed = "removed: [" + c.now[:1] + "." + removed + "], "
		}
		m, _ := mustBuild(t, parsed(t, shopOf(fields, removed)), l)
		files := evolve.Migrations(m.Services[0], []string{"00001_init.sql"})
		if got := slices.ContainsFunc(files, func(f pgschema.File) bool { return f.Narrows }); got != c.want || len(files) == 0 {
			t.Errorf("%s: narrows %t, want %t, in %d files", c.name, got, c.want, len(files))
		}
	}
}

func shopOf(fields, removed string) string {
	return "services: {shop: {resources: {item: {" + removed + "fields: {" + fields + "}}}}}\n"
}
