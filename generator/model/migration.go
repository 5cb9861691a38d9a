package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// MigrationsDir returns the directory of the service's migrations: services/catalog/migrations.
func (s *Service) MigrationsDir() string { return s.Dir + "/migrations" }

// Schema returns the schema that the spec describes.
func (s *Service) Schema() *pgschema.Schema { return s.now }

// Initial reports whether the service has no schema yet, so that its first migration creates all of it.
func (s *Service) Initial() bool { return len(s.last.Tables) == 0 }

// Changed reports whether the schema differs from that of the last run.
func (s *Service) Changed() bool { return pgschema.Changed(s.last, s.now, s.moves()) }

// InitialFile returns the text of the migration that creates the whole schema.
func (s *Service) InitialFile() string { return s.now.InitialFile() }

// Migrations returns the migrations that lead from the schema of the last run to the one of the spec, none for a new service.
// existing are the file names of the migrations on disk.
func (s *Service) Migrations(existing []string) []pgschema.File {
	if s.Initial() {
		return nil
	}
	return pgschema.Diff(s.last, s.now, s.moves(), existing)
}

// Rechain returns migrations that a person wrote or edited on another branch, and that lead to the schema of the spec, with the next
// numbers after the existing ones.
func (s *Service) Rechain(written []pgschema.File, existing []string) []pgschema.File {
	return pgschema.Rechain(written, s.last, s.now, existing)
}

// VerifyChain checks that the migrations that svcgen wrote lead, one after the other, from an empty database to the schema of the
// ledger. files has the content of all migrations of the service by file name. The error is a *pgschema.ChainError.
func (s *Service) VerifyChain(files map[string][]byte) error {
	history := pgschema.History{Service: s.Name, Dir: s.MigrationsDir(), Ledger: ledger.Dir + "/" + s.Name + ".yaml", Current: s.last}
	return history.Verify(files)
}

// moves returns what happened to the tables, columns and values of the last run.
func (s *Service) moves() pgschema.Moves {
	moves := pgschema.Moves{
		Columns: map[string][]pgschema.Move{}, Values: map[string][]pgschema.ValueMove{}, Fill: map[string]string{},
		Narrows: map[string]bool{}, NarrowChecks: map[string]bool{},
	}
	for _, r := range s.Stored() {
		if r.Before != nil && r.Before.Plural != r.Table {
			moves.Tables = append(moves.Tables, pgschema.Move{From: r.Before.Plural, To: r.Table})
		}
		for _, f := range r.Fields {
			f.moves(&moves)
		}
		for _, c := range r.Checks {
			if r.Tightens(c) {
				moves.NarrowChecks[r.Table+"."+c.Constraint] = true
			}
		}
	}
	if renamed := s.renamedJobs(); len(renamed) > 0 {
		moves.Values["job_runs.job"] = renamed
	}
	for _, t := range s.last.Tables {
		stays := func(r *Resource) bool { return r.Before != nil && r.Before.Plural == t.Name }
		if s.now.Table(t.Name) != nil && !slices.ContainsFunc(s.Stored(), stays) && !s.keepsTable(t.Name) {
			moves.Replaced = append(moves.Replaced, t.Name)
		}
	}
	return moves
}

// keepsTable reports whether a table that no resource has was there in the last run, too.
func (s *Service) keepsTable(name string) bool {
	named := func(t *pgschema.Table) bool { return t.Name == name }
	return slices.ContainsFunc(s.Platform, named) && s.Before != nil && slices.ContainsFunc(s.Before.Tables, named)
}

func (f *Field) moves(moves *pgschema.Moves) {
	table := f.Resource.Table
	for _, c := range f.Columns {
		if fill := f.fillExpr(c); fill != "" {
			moves.Fill[table+"."+c.Name] = fill
		}
	}
	if f.Before == nil {
		return
	}
	for i, was := range f.Before.Columns() { // checkChanged refuses another number of columns
		if now := f.Columns[i]; was.Name != now.Name {
			moves.Columns[table] = append(moves.Columns[table], pgschema.Move{From: was.Name, To: now.Name})
		}
	}
	key := table + "." + f.Column
	if f.Enum != nil && f.Before.Enum != "" && len(f.Enum.Replaced) > 0 {
		moves.Values[key] = f.Enum.Replaced
	}
	if f.narrows() {
		moves.Narrows[key] = true
	}
}
