package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// MigrationsDir is the folder of the service's migrations: services/catalog/migrations.
func (s *Service) MigrationsDir() string { return s.Dir + "/migrations" }

// Schema is the schema that the service has according to the spec.
func (s *Service) Schema() *pgschema.Schema { return s.schema() }

// Initial reports whether the service has no schema yet: its first migration makes all of it.
func (s *Service) Initial() bool { return len(s.last.Tables) == 0 }

// Changed reports whether the schema differs from that of the last run.
func (s *Service) Changed() bool { return pgschema.Changed(s.last, s.schema(), s.moves()) }

// InitialFile is the text of the migration that makes the whole schema.
func (s *Service) InitialFile() string { return s.schema().InitialFile() }

// Migrations lead from the schema of the last run to the one that the spec describes. A new service has none.
// existing are the names of the migrations on disk.
func (s *Service) Migrations(existing []string) []pgschema.File {
	if s.Initial() {
		return nil
	}
	return pgschema.Diff(s.last, s.schema(), s.moves(), existing)
}

// VerifyChain checks that svcgen's migrations lead, one after the other, from an empty database to the schema of the last run,
// which is the one that the ledger holds. files are all migrations of the service, by name. The error is a *ChainError.
func (s *Service) VerifyChain(files map[string][]byte) error {
	history := pgschema.History{Service: s.Name, Dir: s.MigrationsDir(), Ledger: ledger.Dir + "/" + s.Name + ".yaml", Current: s.last}
	return history.Verify(files)
}

// moves says what became of the tables, columns and values of the last run.
func (s *Service) moves() pgschema.Moves {
	moves := pgschema.Moves{
		Columns: map[string][]pgschema.Move{}, Values: map[string][]pgschema.ValueMove{}, Fill: map[string]string{}, Narrows: map[string]bool{},
	}
	for _, r := range s.Resources {
		if r.Before != nil && r.Before.Plural != r.Table {
			moves.Tables = append(moves.Tables, pgschema.Move{From: r.Before.Plural, To: r.Table})
		}
		for _, f := range r.Fields {
			f.moves(&moves)
		}
	}
	wanted := s.schema()
	for _, t := range s.last.Tables {
		stays := func(r *Resource) bool { return r.Before != nil && r.Before.Plural == t.Name }
		if wanted.Table(t.Name) != nil && !slices.ContainsFunc(s.Resources, stays) {
			moves.Replaced = append(moves.Replaced, t.Name)
		}
	}
	return moves
}

func (f *Field) moves(moves *pgschema.Moves) {
	table := f.Resource.Table
	key := table + "." + f.Column
	if fill := f.fillExpr(); fill != "" {
		moves.Fill[key] = fill
	}
	if f.Before == nil {
		return
	}
	if f.Before.Name != f.Column {
		moves.Columns[table] = append(moves.Columns[table], pgschema.Move{From: f.Before.Name, To: f.Column})
	}
	if f.Enum != nil && f.Before.Enum != "" && len(f.Enum.replaced) > 0 {
		moves.Values[key] = f.Enum.replaced
	}
	if f.narrows() {
		moves.Narrows[key] = true
	}
}

// narrows reports whether the column's CHECK, if it has changed, refuses values that rows of the last run may have.
func (f *Field) narrows() bool {
	if f.Check == "" {
		return false
	}
	if f.Before.Check == nil || f.Resource.Before.Path == "" { // without a path the ledger is too old to know rules
		return true
	}
	was, now := checkRules(f.Before), checkRules(f.Entry())
	if len(ledger.Narrower(was, now)) > 0 || f.losesValues() {
		return true
	}
	// If the rules are the same, another version of svcgen wrote the CHECK in another way, and nobody knows what it refuses.
	return slices.Equal(was, now) && f.Before.Repeated == f.Repeated && (f.Enum == nil || slices.Equal(f.valuesBefore(), f.Enum.names()))
}

// checkRules are the rules of a field, as words of the ledger, that the CHECK of its column holds (see checkExpr).
func checkRules(f *ledger.Field) []string {
	var rules []string
	for _, key := range []string{"min_len", "max_len", "min", "max", "max_items", "max_bytes"} {
		if value := ledger.Word(f.API, key); value != "" && f.Repeated == (key == "max_items") {
			rules = append(rules, key+"="+value)
		}
	}
	text := f.Type == spec.String || f.Type == spec.Text || f.Type == spec.Bytes
	if text && slices.Contains(f.API, "required") && ledger.Word(f.API, "min_len") == "" {
		rules = append(rules, "min_len=1") // what is required is not empty
	}
	return rules
}

// losesValues reports whether the column may hold values that its enum does not have, and that no other value replaces.
func (f *Field) losesValues() bool {
	if f.Enum == nil {
		return false
	}
	before := f.valuesBefore()
	return before == nil || slices.ContainsFunc(before, func(v string) bool {
		return !slices.Contains(f.Enum.names(), v) &&
			!slices.ContainsFunc(f.Enum.replaced, func(m pgschema.ValueMove) bool { return m.From == v })
	})
}

// valuesBefore are the values of the field's enum in the last run; nil if it had no enum.
func (f *Field) valuesBefore() []string {
	old := f.Resource.Service.Before.Enum(f.Before.Enum)
	if old == nil {
		return nil
	}
	var names []string
	for _, v := range old.Values {
		names = append(names, v.Name)
	}
	return names
}

func (e *Enum) names() []string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Name
	}
	return names
}
