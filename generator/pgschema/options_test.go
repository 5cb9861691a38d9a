package pgschema

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOptions(t *testing.T) {
	t.Parallel()
	queue := func(options ...Option) *Schema {
		return &Schema{Tables: []*Table{{
			Name: "queue", PrimaryKey: "queue_pkey", Key: []string{"id"}, Options: options,
			Columns: []*Column{{Name: "id", Type: "bigint", NotNull: true, Identity: true}},
		}}}
	}
	vacuum, fill := Option{"autovacuum_vacuum_threshold", "1000"}, Option{"fillfactor", "70"}
	want := `CREATE TABLE queue (
    id  bigint  NOT NULL GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT queue_pkey PRIMARY KEY (id)
) WITH (autovacuum_vacuum_threshold = 1000, fillfactor = 70);`
	if diff := cmp.Diff(want, queue(vacuum, fill).Tables[0].SQL()); diff != "" {
		t.Error(diff)
	}
	have, next := queue(vacuum), queue(fill)
	files := Diff(have, next, Moves{}, []string{"00001_init.sql"})
	if len(files) != 1 || files[0].Name != "00002_queue_change_storage.sql" || files[0].Destructive {
		t.Fatalf("%+v", files)
	}
	text := "-- svcgen:from " + have.Digest() + " to " + next.Digest() + `
-- +goose Up
ALTER TABLE queue
    SET (fillfactor = 70),
    RESET (autovacuum_vacuum_threshold);

-- +goose Down
ALTER TABLE queue
    SET (autovacuum_vacuum_threshold = 1000),
    RESET (fillfactor);
`
	if diff := cmp.Diff(text, string(files[0].Data)); diff != "" {
		t.Error(diff)
	}
}
