package pgschema

import (
	"strings"
	"testing"
)

// Tables do not have to come from resources: the key may have any columns.
func TestDiffOfAnyTable(t *testing.T) {
	t.Parallel()
	inbox := &Table{
		Name: "inbox", PrimaryKey: "inbox_pkey", Key: []string{"consumer", "event_id"},
		Columns: []*Column{
			{Name: "consumer", Type: "text", NotNull: true},
			{Name: "event_id", Type: "uuid", NotNull: true},
			{Name: "received_time", Type: "timestamptz", NotNull: true, Default: "now()"},
		},
	}
	product := &Table{Name: "products", PrimaryKey: "products_pkey", Key: []string{"id"}, Columns: []*Column{{Name: "id", Type: "uuid", NotNull: true}}}
	have, want := &Schema{Tables: []*Table{product}}, &Schema{Tables: []*Table{product, inbox}}
	files := Diff(have, want, Moves{}, []string{"00001_init.sql"})
	if len(files) != 1 || files[0].Name != "00002_add_inbox.sql" || files[0].Destructive {
		t.Fatalf("%+v", files)
	}
	for _, part := range []string{
		"-- svcgen:from " + have.Digest() + " to " + want.Digest(),
		"CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id)",
		"-- +goose Down\nDROP TABLE inbox;",
	} {
		if !strings.Contains(string(files[0].Data), part) {
			t.Errorf("no %q in\n%s", part, files[0].Data)
		}
	}
	narrow := inbox.clone()
	narrow.Key = []string{"event_id"}
	if (&Schema{Tables: []*Table{inbox}}).Digest() == (&Schema{Tables: []*Table{narrow}}).Digest() {
		t.Error("the digest is the same for different keys")
	}
}
