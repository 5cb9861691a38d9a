package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// platformTables returns the tables that code of platform reads and writes in the database of a service, with static SQL: those of the
// features that the service uses. They have migrations and stand in the ledger as the tables of resources do, so that a later svcgen
// can change them. sqlc makes no code of them. Their names are fixed: a resource cannot have them.
func platformTables(ss *spec.Service) []*pgschema.Table {
	var all []*pgschema.Table
	if len(ss.Jobs) > 0 {
		all = append(all, jobRuns())
	}
	if slices.ContainsFunc(ss.Resources, func(r *spec.Resource) bool { return len(r.Idempotent) > 0 }) {
		all = append(all, idempotencyKeys())
	}
	return append(all, eventTables(ss)...)
}

// jobRuns is the table of package jobrun in platform.
func jobRuns() *pgschema.Table {
	return &pgschema.Table{
		Name: "job_runs", PrimaryKey: "job_runs_pkey", Key: []string{"job", "due_time"},
		Columns: []*pgschema.Column{
			{Name: "job", Type: "text", NotNull: true},
			{Name: "due_time", Type: "timestamptz", NotNull: true},
			{Name: "start_time", Type: "timestamptz", NotNull: true},
			{Name: "end_time", Type: "timestamptz"},
			{Name: "step", Type: "integer", NotNull: true, Default: "0"},
			{Name: "next", Type: "text", NotNull: true, Default: "''"},
			{Name: "error", Type: "text", NotNull: true, Default: "''"},
		},
	}
}

// idempotencyKeys has the keys of requests, and what they were answered. Code of package pg in platform writes it.
func idempotencyKeys() *pgschema.Table {
	return &pgschema.Table{
		Name: "idempotency_keys", PrimaryKey: "idempotency_keys_pkey", Key: []string{"caller", "key"},
		Columns: []*pgschema.Column{
			{Name: "caller", Type: "text", NotNull: true},
			{Name: "key", Type: "text", NotNull: true},
			{Name: "method", Type: "text", NotNull: true},
			{Name: "digest", Type: "bytea", NotNull: true},
			{Name: "answer", Type: "bytea"},
			{Name: "create_time", Type: "timestamptz", NotNull: true},
		},
		Indexes: []*pgschema.Index{{Name: "idempotency_keys_create_time_idx", Columns: []string{"create_time"}}},
	}
}
