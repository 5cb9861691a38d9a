package pgschema

import (
	"fmt"
	"slices"
	"strings"
)

// Migration is SQL that changes a schema and SQL that undoes the change, without goose's annotations.
type Migration struct {
	Up, Down string
}

// Initial creates the whole schema: each table with its indexes after the tables that it refers to, then the foreign keys that had to
// wait because tables refer to each other.
func (s *Schema) Initial() Migration {
	tables := s.Order()
	up, down := createTables(tables, map[string]bool{})
	var drops []string
	for _, t := range slices.Backward(tables) {
		drops = append(drops, "DROP TABLE "+QuoteIdent(t.Name)+";")
	}
	drops = append(drops, dropFunctions(tables)...)
	return Migration{Up: strings.Join(up, "\n\n"), Down: strings.Join(append(down, drops...), "\n")}
}

// createTables creates tables beside the existing ones, to which it adds their names. down drops only the foreign keys that had to
// wait.
func createTables(tables []*Table, existing map[string]bool) (up, down []string) {
	var late []string
	for _, t := range tables {
		existing[t.Name] = true
		up = append(up, t.create(func(c *Constraint) bool { return existing[c.RefTable] }))
		for _, c := range t.Constraints {
			if c.RefTable != "" && !existing[c.RefTable] {
				late = append(late, fmt.Sprintf("ALTER TABLE %s\n    ADD %s;", QuoteIdent(t.Name), c.Definition()))
				down = append(down, fmt.Sprintf("ALTER TABLE %s DROP CONSTRAINT %s;", QuoteIdent(t.Name), QuoteIdent(c.Name)))
			}
		}
		up = append(up, t.createMirrors()...)
		if indexes := t.createIndexes(); indexes != "" {
			up = append(up, indexes)
		}
	}
	return append(up, late...), down
}

// Order returns the tables with each after those that it refers to, otherwise in the order of the schema. In a cycle only required
// references count.
func (s *Schema) Order() []*Table {
	var order []*Table
	seen := map[*Table]bool{}
	var visit func(t *Table)
	visit = func(t *Table) {
		if seen[t] {
			return
		}
		seen[t] = true
		for _, c := range t.Constraints {
			if to := s.Table(c.RefTable); to != nil && (t.column(c.Column).NotNull || !s.needs(to, t, map[*Table]bool{})) {
				visit(to)
			}
		}
		order = append(order, t)
	}
	for _, t := range s.Tables {
		visit(t)
	}
	return order
}

// needs reports whether required references lead from t to other, directly or through other tables.
func (s *Schema) needs(t, other *Table, seen map[*Table]bool) bool {
	if t == other {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	for _, c := range t.Constraints {
		if to := s.Table(c.RefTable); to != nil && t.column(c.Column).NotNull && s.needs(to, other, seen) {
			return true
		}
	}
	return false
}

// SQL returns the statements that create the table and its indexes, provided that all tables that it refers to exist.
func (t *Table) SQL() string {
	all := append([]string{t.create(func(*Constraint) bool { return true })}, t.createMirrors()...)
	if indexes := t.createIndexes(); indexes != "" {
		all = append(all, indexes)
	}
	return strings.Join(all, "\n\n")
}

// create prints CREATE TABLE, with the foreign keys for which inline returns true.
func (t *Table) create(inline func(*Constraint) bool) string {
	var nameWidth, typeWidth int
	for _, c := range t.Columns {
		nameWidth, typeWidth = max(nameWidth, len(QuoteIdent(c.Name))), max(typeWidth, len(c.Type))
	}
	var lines []string
	for _, c := range t.Columns {
		line := fmt.Sprintf("    %-*s  %-*s  %s", nameWidth, QuoteIdent(c.Name), typeWidth, c.Type, c.rest())
		lines = append(lines, strings.TrimRight(line, " "))
	}
	key := make([]string, len(t.Key))
	for i, c := range t.Key {
		key[i] = QuoteIdent(c)
	}
	lines = append(lines, "    CONSTRAINT "+QuoteIdent(t.PrimaryKey)+" PRIMARY KEY ("+strings.Join(key, ", ")+")")
	for _, wanted := range []func(c *Constraint) bool{
		func(c *Constraint) bool { return c.Unique != nil },
		func(c *Constraint) bool { return c.RefTable != "" && inline(c) },
		func(c *Constraint) bool { return c.Check != "" },
	} {
		for _, c := range t.Constraints {
			if wanted(c) {
				lines = append(lines, "    "+c.Definition())
			}
		}
	}
	return fmt.Sprintf("CREATE TABLE %s (\n%s\n)%s;", QuoteIdent(t.Name), strings.Join(lines, ",\n"), t.with())
}

// rest returns what follows the name and type in the definition of a column.
func (c *Column) rest() string {
	var parts []string
	if c.NotNull {
		parts = append(parts, "NOT NULL")
	}
	if c.Default != "" {
		parts = append(parts, "DEFAULT "+c.Default)
	}
	if c.Identity {
		parts = append(parts, "GENERATED ALWAYS AS IDENTITY")
	}
	return strings.Join(parts, " ")
}

// createIndexes prints a line with CREATE INDEX for each index.
func (t *Table) createIndexes() string {
	var lines []string
	for _, i := range t.Indexes {
		lines = append(lines, i.create(t.Name))
	}
	return strings.Join(lines, "\n")
}
