package replay

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// outbox is a table as platform needs them: its rows are numbered by PostgreSQL, and it has storage parameters.
func outbox(options ...pgschema.Option) *pgschema.Table {
	return &pgschema.Table{
		Name: "outbox", PrimaryKey: "outbox_pkey", Key: []string{"topic", "id"}, Options: options,
		Columns: []*pgschema.Column{
			{Name: "topic", Type: "text", NotNull: true},
			{Name: "id", Type: "bigint", NotNull: true, Identity: true},
			{Name: "event", Type: "uuid", NotNull: true},
			{Name: "sent_time", Type: "timestamptz"},
		},
		Constraints: []*pgschema.Constraint{{Name: "outbox_event_key", Unique: []string{"event"}}},
		Indexes:     []*pgschema.Index{{Name: "outbox_waiting_idx", Columns: []string{"topic", "id"}, Where: "sent_time IS NULL"}},
	}
}

// TestPlatformTables checks that migrations make, change and drop tables that no resource has, on PostgreSQL.
func TestPlatformTables(t *testing.T) {
	t.Parallel()
	keys := &pgschema.Table{Name: "keys", PrimaryKey: "keys_pkey", Key: []string{"id"}, Columns: []*pgschema.Column{{Name: "id", Type: "uuid", NotNull: true}}}
	chain := []*pgschema.Schema{
		{Tables: []*pgschema.Table{keys}},
		{Tables: []*pgschema.Table{keys, outbox(pgschema.Option{Name: "autovacuum_vacuum_scale_factor", Value: "0"}, pgschema.Option{Name: "fillfactor", Value: "70"})}},
		{Tables: []*pgschema.Table{keys, outbox(pgschema.Option{Name: "fillfactor", Value: "80"})}},
		{Tables: []*pgschema.Table{keys, outbox()}},
		{Tables: []*pgschema.Table{keys}},
	}
	files := fstest.MapFS{"00001_init.sql": {Data: []byte(chain[0].InitialFile())}}
	names := []string{"00001_init.sql"}
	for i, s := range chain {
		if i > 0 {
			for _, f := range pgschema.Diff(chain[i-1], s, pgschema.Moves{}, names) {
				files[f.Name] = &fstest.MapFile{Data: f.Data}
				names = append(names, f.Name)
			}
		}
		want, err := Catalog(t.Context(), pgtest.New(t, fstest.MapFS{"00001_init.sql": {Data: []byte(s.InitialFile())}}))
		if err != nil {
			t.Fatal(err)
		}
		have, err := Catalog(t.Context(), pgtest.New(t, files))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("schema %d, after %q: %s", i, names, diff)
		}
	}
}
