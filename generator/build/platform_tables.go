package build

import (
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
