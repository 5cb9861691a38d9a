package evolve

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// renamedJobs are the moves of the rows of renamed jobs.
func renamedJobs(s *model.Service) []pgschema.ValueMove {
	var moves []pgschema.ValueMove
	for _, j := range s.Jobs {
		if j.Was != "" && j.Was != j.Name {
			moves = append(moves, pgschema.ValueMove{Move: pgschema.Move{From: j.Was, To: j.Name}, Renamed: true})
		}
	}
	return moves
}

// Changed reports whether the schema differs from that of the last run.
func Changed(s *model.Service) bool { return pgschema.Changed(s.LastSchema, s.Schema, Moves(s)) }

// Migrations returns the migrations that lead from the schema of the last run to the one of the spec, none for a new service.
// existing are the file names of the migrations on disk.
func Migrations(s *model.Service, existing []string) []pgschema.File {
	if s.Initial() {
		return nil
	}
	return pgschema.Diff(s.LastSchema, s.Schema, Moves(s), existing)
}

// Rechain returns migrations that a person wrote or edited on another branch, and that lead to the schema of the spec, with the next
// numbers after the existing ones.
func Rechain(s *model.Service, written []pgschema.File, existing []string) []pgschema.File {
	return pgschema.Rechain(written, s.LastSchema, s.Schema, existing)
}

// VerifyChain checks that the migrations that svcgen wrote lead, one after the other, from an empty database to the schema of the
// ledger. files has the content of all migrations of the service by file name. The error is a *pgschema.ChainError.
func VerifyChain(s *model.Service, files map[string][]byte) error {
	history := pgschema.History{Service: s.Name, Dir: s.MigrationsDir(), Ledger: ledger.Dir + "/" + s.Name + ".yaml", Current: s.LastSchema}
	return history.Verify(files)
}

// Moves returns what happened to the tables, columns and values of the last run.
func Moves(s *model.Service) pgschema.Moves {
	moves := pgschema.Moves{
		Columns: map[string][]pgschema.Move{}, Values: map[string][]pgschema.ValueMove{}, Fill: map[string]string{},
		Narrows: map[string]bool{}, NarrowChecks: map[string]bool{},
	}
	for _, r := range s.Stored() {
		if r.Before != nil && r.Before.Plural != r.Table {
			moves.Tables = append(moves.Tables, pgschema.Move{From: r.Before.Plural, To: r.Table})
		}
		for _, f := range r.Fields {
			addMoves(f, &moves)
		}
		for _, c := range r.Checks {
			if Tightens(r, c) {
				moves.NarrowChecks[r.Table+"."+c.Constraint] = true
			}
		}
	}
	if renamed := renamedJobs(s); len(renamed) > 0 {
		moves.Values["job_runs.job"] = renamed
	}
	for _, t := range s.LastSchema.Tables {
		stays := func(r *model.Resource) bool { return r.Before != nil && r.Before.Plural == t.Name }
		if s.Schema.Table(t.Name) != nil && !slices.ContainsFunc(s.Stored(), stays) && !keepsTable(s, t.Name) {
			moves.Replaced = append(moves.Replaced, t.Name)
		}
	}
	return moves
}

// keepsTable reports whether a table that no resource has was there in the last run, too.
func keepsTable(s *model.Service, name string) bool {
	named := func(t *pgschema.Table) bool { return t.Name == name }
	return slices.ContainsFunc(s.Platform, named) && s.Before != nil && slices.ContainsFunc(s.Before.Tables, named)
}

func addMoves(f *model.Field, moves *pgschema.Moves) {
	table := f.Resource.Table
	for _, c := range f.Columns {
		if fill := fillExpr(f, c); fill != "" {
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
	if narrows(f) {
		moves.Narrows[key] = true
	}
}
