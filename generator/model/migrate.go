package model

import (
	"fmt"
	"slices"
	"strings"
)

// Migration is SQL that changes a schema and takes the change back, without the comments that goose reads.
type Migration struct {
	Up, Down string
}

// InitialMigration makes the whole schema of the service: tables in an order in which each finds what it refers to, then the
// keys that had to wait because tables refer to each other, then indexes.
func (s *Service) InitialMigration() Migration {
	tables := s.schema().order()
	up, down := createTables(tables, map[string]bool{})
	var drops []string
	for _, t := range slices.Backward(tables) {
		drops = append(drops, "DROP TABLE "+quoteIdent(t.name)+";")
	}
	return Migration{Up: strings.Join(up, "\n\n"), Down: strings.Join(append(down, drops...), "\n")}
}

// createTables makes tables beside those that are there. down only takes back the keys that had to wait.
func createTables(tables []*table, there map[string]bool) (up, down []string) {
	var late []string
	for _, t := range tables {
		there[t.name] = true
		up = append(up, t.create(func(c *constraint) bool { return there[c.refTable] }))
		for _, c := range t.constraints {
			if c.refTable != "" && !there[c.refTable] {
				late = append(late, fmt.Sprintf("ALTER TABLE %s\n    ADD %s;", quoteIdent(t.name), c.definition()))
				down = append(down, fmt.Sprintf("ALTER TABLE %s DROP CONSTRAINT %s;", quoteIdent(t.name), quoteIdent(c.name)))
			}
		}
		if indexes := t.createIndexes(); indexes != "" {
			up = append(up, indexes)
		}
	}
	return append(up, late...), down
}

// order puts the tables that are referred to first, and keeps the order of the schema otherwise. In a circle the optional
// references have to wait.
func (s *schema) order() []*table {
	var order []*table
	seen := map[*table]bool{}
	var visit func(t *table)
	visit = func(t *table) {
		if seen[t] {
			return
		}
		seen[t] = true
		for _, c := range t.constraints {
			if to := s.table(c.refTable); to != nil && (t.column(c.column).notNull || !s.needs(to, t, map[*table]bool{})) {
				visit(to)
			}
		}
		order = append(order, t)
	}
	for _, t := range s.tables {
		visit(t)
	}
	return order
}

// needs reports whether a row of t cannot be without one of other, itself or through further ones.
func (s *schema) needs(t, other *table, seen map[*table]bool) bool {
	if t == other {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	for _, c := range t.constraints {
		if to := s.table(c.refTable); to != nil && t.column(c.column).notNull && s.needs(to, other, seen) {
			return true
		}
	}
	return false
}

// create prints the statement, with the foreign keys of which inline says so.
func (t *table) create(inline func(*constraint) bool) string {
	var nameWidth, typeWidth int
	for _, c := range t.columns {
		nameWidth, typeWidth = max(nameWidth, len(quoteIdent(c.name))), max(typeWidth, len(c.typ))
	}
	var lines []string
	for _, c := range t.columns {
		line := fmt.Sprintf("    %-*s  %-*s  %s", nameWidth, quoteIdent(c.name), typeWidth, c.typ, c.rest())
		lines = append(lines, strings.TrimRight(line, " "))
	}
	lines = append(lines, "    CONSTRAINT "+quoteIdent(t.primaryKey)+" PRIMARY KEY (id)")
	for _, wanted := range []func(c *constraint) bool{
		func(c *constraint) bool { return c.unique != nil },
		func(c *constraint) bool { return c.refTable != "" && inline(c) },
		func(c *constraint) bool { return c.check != "" },
	} {
		for _, c := range t.constraints {
			if wanted(c) {
				lines = append(lines, "    "+c.definition())
			}
		}
	}
	return fmt.Sprintf("CREATE TABLE %s (\n%s\n);", quoteIdent(t.name), strings.Join(lines, ",\n"))
}

// rest is what a column has beside its name and type.
func (c *column) rest() string {
	var parts []string
	if c.notNull {
		parts = append(parts, "NOT NULL")
	}
	if c.def != "" {
		parts = append(parts, "DEFAULT "+c.def)
	}
	return strings.Join(parts, " ")
}

// createIndexes prints the statements for the indexes that no constraint makes, one a line.
func (t *table) createIndexes() string {
	var lines []string
	for _, i := range t.indexes {
		lines = append(lines, i.create(t.name))
	}
	return strings.Join(lines, "\n")
}
