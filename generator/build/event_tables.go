package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// eventTables are the tables of packages outbox and inbox in platform.
func eventTables(ss *spec.Service) []*pgschema.Table {
	var all []*pgschema.Table
	if ss.Publishes() {
		all = append(all, outbox())
	}
	if len(ss.Consumers) > 0 {
		all = append(all, inbox(), inboxPlaces())
	}
	return all
}

// outbox has events until the bus has them. Its rows live for milliseconds, so dead ones are removed often.
func outbox() *pgschema.Table {
	return &pgschema.Table{
		Name: "outbox", PrimaryKey: "outbox_pkey", Key: []string{"id"},
		Options: []pgschema.Option{{Name: "autovacuum_vacuum_scale_factor", Value: "0"}, {Name: "autovacuum_vacuum_threshold", Value: "1000"}},
		Columns: slices.Concat(
			[]*pgschema.Column{{Name: "id", Type: "bigint", NotNull: true, Identity: true}, {Name: "topic", Type: "text", NotNull: true}},
			messageColumns(),
			[]*pgschema.Column{{Name: "error", Type: "text"}},
		),
	}
}

// inbox has events that are to be handled, that are handled, and that are dead, of all consumers of a service.
func inbox() *pgschema.Table {
	return &pgschema.Table{
		Name: "inbox", PrimaryKey: "inbox_pkey", Key: []string{"consumer", "event"},
		Columns: slices.Concat(
			[]*pgschema.Column{{Name: "id", Type: "bigint", NotNull: true, Identity: true}, {Name: "consumer", Type: "text", NotNull: true}},
			messageColumns(),
			[]*pgschema.Column{
				{Name: "attempts", Type: "integer", NotNull: true, Default: "0"},
				{Name: "due_time", Type: "timestamptz", NotNull: true, Default: "now()"},
				{Name: "done_time", Type: "timestamptz"},
				{Name: "dead_time", Type: "timestamptz"},
				{Name: "error", Type: "text"},
			},
		),
		Indexes: []*pgschema.Index{
			{Name: "inbox_pending_idx", Columns: []string{"consumer", "key", "id"}, Where: "done_time IS NULL AND dead_time IS NULL"},
			{Name: "inbox_dead_idx", Columns: []string{"consumer", "dead_time"}, Where: "dead_time IS NOT NULL"},
		},
	}
}

// inboxPlaces has up to where the consumers of a service have received what the bus has.
func inboxPlaces() *pgschema.Table {
	return &pgschema.Table{
		Name: "inbox_places", PrimaryKey: "inbox_places_pkey", Key: []string{"consumer", "source"},
		Columns: []*pgschema.Column{
			{Name: "consumer", Type: "text", NotNull: true},
			{Name: "source", Type: "text", NotNull: true},
			{Name: "place", Type: "bigint", NotNull: true},
		},
	}
}

func messageColumns() []*pgschema.Column {
	return []*pgschema.Column{
		{Name: "event", Type: "uuid", NotNull: true},
		{Name: "key", Type: "text", NotNull: true},
		{Name: "type", Type: "text", NotNull: true},
		{Name: "time", Type: "timestamptz", NotNull: true},
		{Name: "attributes", Type: "jsonb", NotNull: true},
		{Name: "data", Type: "bytea", NotNull: true},
	}
}
