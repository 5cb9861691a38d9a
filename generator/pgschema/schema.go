// Package pgschema holds the schema of a PostgreSQL database as data: it prints DDL, identifies schemas by a digest, and writes the
// migrations that lead from one schema to another. It knows neither specs nor resources: a schema may have any table.
package pgschema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Schema is the tables of a database.
type Schema struct{ Tables []*Table }

// Table is a table with its columns, constraints and indexes.
type Table struct {
	Name        string
	PrimaryKey  string   // name of the constraint
	Key         []string // columns of the primary key, unquoted
	Columns     []*Column
	Constraints []*Constraint
	Indexes     []*Index
	Mirrors     []*Mirror
	Options     []Option // storage parameters
}

// Option is a storage parameter of a table: fillfactor, 70.
type Option struct{ Name, Value string }

// Column is a column of a table. Its name is not quoted.
type Column struct {
	Name     string
	Type     string
	NotNull  bool
	Default  string // "" if the column has none
	Identity bool   // PostgreSQL numbers the rows; it comes with its column, and stays
}

// Constraint is a constraint other than the primary key. One of Check, Unique and RefTable is set.
type Constraint struct {
	Name     string
	Column   string   // of a FOREIGN KEY, or of a CHECK; "" if that is over several columns
	Check    string   // condition
	Unique   []string // columns as SQL
	RefTable string
	OnDelete string // RESTRICT
}

// Index is an index that does not belong to a constraint.
type Index struct {
	Name    string
	Unique  bool
	Where   string // condition of a partial index
	Using   string
	Columns []string // as SQL, with direction
}

// emptyDigest is the digest of a database without tables.
const emptyDigest = "empty"

// Digest returns a text that differs for different schemas. Order does not count: a column that was added later is the last one in
// the database, wherever it is in the spec.
func (s *Schema) Digest() string {
	if len(s.Tables) == 0 {
		return emptyDigest
	}
	var lines []string
	for _, t := range s.Tables {
		lines = append(lines, fmt.Sprintf("%s primary key %s", t.Name, t.PrimaryKey))
		if !slices.Equal(t.Key, []string{"id"}) { // left out by default: existing migrations contain digests from before Key was added
			lines = append(lines, t.Name+" key "+strings.Join(t.Key, ", "))
		}
		for _, c := range t.Columns {
			lines = append(lines, t.Name+"."+c.Definition())
		}
		for _, c := range t.Constraints {
			lines = append(lines, t.Name+" "+c.Definition())
		}
		for _, i := range t.Indexes {
			lines = append(lines, i.create(t.Name))
		}
		for _, m := range t.Mirrors {
			lines = append(lines, t.Name+" "+m.Column+" mirrors "+m.Of)
		}
		for _, o := range t.Options {
			lines = append(lines, t.Name+" with "+o.assignment())
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:6])
}

// Table finds a table by its name; nil if the schema has none.
func (s *Schema) Table(name string) *Table {
	return named(s.Tables, name, func(t *Table) string { return t.Name })
}

func (t *Table) column(name string) *Column {
	return named(t.Columns, name, func(c *Column) string { return c.Name })
}

func (t *Table) constraint(name string) *Constraint {
	return named(t.Constraints, name, func(c *Constraint) string { return c.Name })
}

func (t *Table) index(name string) *Index {
	return named(t.Indexes, name, func(i *Index) string { return i.Name })
}

// named finds the element with a name; nil if there is none.
func named[T any](all []*T, name string, of func(*T) string) *T {
	for _, one := range all {
		if of(one) == name {
			return one
		}
	}
	return nil
}

// clone returns a deep copy of the schema.
func (s *Schema) clone() *Schema {
	out := &Schema{}
	for _, t := range s.Tables {
		out.Tables = append(out.Tables, t.clone())
	}
	return out
}

func (t *Table) clone() *Table {
	c := &Table{Name: t.Name, PrimaryKey: t.PrimaryKey, Key: slices.Clone(t.Key), Options: slices.Clone(t.Options)}
	for _, one := range t.Columns {
		copied := *one
		c.Columns = append(c.Columns, &copied)
	}
	for _, one := range t.Constraints {
		copied := *one
		copied.Unique = slices.Clone(one.Unique)
		c.Constraints = append(c.Constraints, &copied)
	}
	for _, one := range t.Indexes {
		copied := *one
		copied.Columns = slices.Clone(one.Columns)
		c.Indexes = append(c.Indexes, &copied)
	}
	for _, one := range t.Mirrors {
		copied := *one
		c.Mirrors = append(c.Mirrors, &copied)
	}
	return c
}

// Definition returns the column as CREATE TABLE and ADD COLUMN define it.
func (c *Column) Definition() string {
	return strings.TrimRight(QuoteIdent(c.Name)+" "+c.Type+" "+c.rest(), " ")
}

// Definition returns the constraint as CREATE TABLE and ADD define it.
func (c *Constraint) Definition() string {
	text := "CONSTRAINT " + QuoteIdent(c.Name)
	switch {
	case c.RefTable != "":
		return fmt.Sprintf("%s FOREIGN KEY (%s) REFERENCES %s (id) ON DELETE %s", text, QuoteIdent(c.Column), QuoteIdent(c.RefTable), c.OnDelete)
	case c.Unique != nil:
		return text + " UNIQUE (" + strings.Join(c.Unique, ", ") + ")"
	}
	return text + " CHECK (" + c.Check + ")"
}

// typed reports whether the index cannot follow a column to another type: its method or its expression is for one type only.
func (i *Index) typed() bool {
	return i.Using != "" || strings.Contains(strings.Join(i.Columns, ""), "(")
}

func (i *Index) create(table string) string { return i.statement("INDEX ", table) }

func (i *Index) createConcurrently(table string) string {
	return i.statement("INDEX CONCURRENTLY ", table)
}

func (i *Index) statement(what, table string) string {
	text := "CREATE "
	if i.Unique {
		text += "UNIQUE "
	}
	text += what + QuoteIdent(i.Name) + " ON " + QuoteIdent(table)
	if i.Using != "" {
		text += " USING " + i.Using
	}
	text += " (" + strings.Join(i.Columns, ", ") + ")"
	if i.Where != "" {
		text += " WHERE " + i.Where
	}
	return text + ";"
}
