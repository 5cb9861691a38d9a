package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// schema is what the database of a service holds, as SQL says it. It comes from a Model, or from the ledger, which keeps the
// SQL itself: a new version of svcgen that would write other SQL makes a migration, and not a silent difference.
type schema struct{ tables []*table }

type table struct {
	name        string
	primaryKey  string // name of the constraint
	columns     []*column
	constraints []*constraint
	indexes     []*index
}

// column is a column; its name is not quoted.
type column struct {
	name    string
	typ     string
	notNull bool
	def     string // DEFAULT, "" where it has none
}

// constraint is a constraint other than the primary key: one of check, unique and refTable is set.
type constraint struct {
	name     string
	column   string   // of a CHECK or a FOREIGN KEY
	check    string   // condition
	unique   []string // columns as SQL
	refTable string
	onDelete string // RESTRICT
}

// index is an index that no constraint makes.
type index struct {
	name    string
	unique  bool // and partial: of the rows that are not deleted
	using   string
	columns []string // as SQL, with direction
}

// schema is the schema that the service has according to the spec.
func (s *Service) schema() *schema {
	out := &schema{}
	for _, r := range s.Resources {
		out.tables = append(out.tables, r.schemaTable())
	}
	return out
}

func (r *Resource) schemaTable() *table {
	t := &table{name: r.Table, primaryKey: r.PrimaryKey}
	t.columns = append(t.columns, &column{name: "id", typ: "uuid", notNull: true})
	for _, f := range r.Fields {
		t.columns = append(t.columns, f.column())
		t.constraints = append(t.constraints, f.constraints()...)
	}
	t.columns = append(t.columns, systemTimes(r.SoftDelete)...)
	for _, u := range r.Uniques {
		t.addUnique(u.Name, u.Columns, u.Index)
	}
	for _, i := range r.Indexes {
		t.indexes = append(t.indexes, &index{name: i.Name, using: i.Using, columns: i.Columns})
	}
	return t
}

func systemTimes(softDelete bool) []*column {
	all := []*column{
		{name: "create_time", typ: "timestamptz", notNull: true},
		{name: "update_time", typ: "timestamptz", notNull: true},
	}
	if softDelete {
		all = append(all, &column{name: "delete_time", typ: "timestamptz"})
	}
	return append(all, &column{name: "version", typ: "bigint", notNull: true})
}

func (t *table) addUnique(name string, columns []string, partial bool) {
	if partial {
		t.indexes = append(t.indexes, &index{name: name, unique: true, columns: columns})
		return
	}
	t.constraints = append(t.constraints, &constraint{name: name, unique: columns})
}

func (f *Field) column() *column {
	return &column{name: f.Column, typ: f.SQLType(), notNull: f.NotNull(), def: f.defaultExpr()}
}

func (f *Field) constraints() []*constraint {
	var all []*constraint
	if f.ForeignKey != "" {
		all = append(all, &constraint{name: f.ForeignKey, column: f.Column, refTable: f.Ref.Table, onDelete: onDeleteSQL(f.OnDelete)})
	}
	if f.Check != "" {
		all = append(all, &constraint{name: f.Check, column: f.Column, check: f.checkExpr()})
	}
	return all
}

func onDeleteSQL(rule spec.OnDelete) string {
	switch rule {
	case spec.Cascade:
		return "CASCADE"
	case spec.SetNull:
		return "SET NULL"
	}
	return "RESTRICT"
}

// schema is the schema that was last generated. A nil entry is a service that was never generated.
func (s *ServiceEntry) schema() *schema {
	out := &schema{}
	if s == nil {
		return out
	}
	for _, r := range s.Resources {
		if r.Gone {
			continue
		}
		t := &table{name: r.Plural, primaryKey: r.primaryKey()}
		t.columns = append(t.columns, &column{name: "id", typ: "uuid", notNull: true})
		for _, f := range r.Fields {
			t.columns = append(t.columns, &column{name: f.Name, typ: f.SQL, notNull: !f.Optional, def: f.SQLDefault})
			if f.ForeignKey != nil {
				t.constraints = append(t.constraints, &constraint{
					name: f.ForeignKey[0], column: f.Name, refTable: f.ForeignKey[1], onDelete: f.ForeignKey[2],
				})
			}
			if f.Check != nil {
				t.constraints = append(t.constraints, &constraint{name: f.Check[0], column: f.Name, check: f.Check[1]})
			}
		}
		t.columns = append(t.columns, systemTimes(r.SoftDelete)...)
		for _, u := range r.Uniques {
			t.addUnique(u.Name, u.Columns, r.SoftDelete)
		}
		for _, i := range r.Indexes {
			t.indexes = append(t.indexes, &index{name: i.Name, using: i.Using, columns: i.Columns})
		}
		out.tables = append(out.tables, t)
	}
	return out
}

func (r *ResourceEntry) primaryKey() string {
	if r.PrimaryKey != "" {
		return r.PrimaryKey
	}
	return r.Plural + "_pkey"
}

// emptyDigest stands for a database without tables.
const emptyDigest = "empty"

// digest tells two schemas apart. The order of things does not count: a column that was added later stands elsewhere.
func (s *schema) digest() string {
	if len(s.tables) == 0 {
		return emptyDigest
	}
	var lines []string
	for _, t := range s.tables {
		lines = append(lines, fmt.Sprintf("%s primary key %s", t.name, t.primaryKey))
		for _, c := range t.columns {
			lines = append(lines, t.name+"."+c.definition())
		}
		for _, c := range t.constraints {
			lines = append(lines, t.name+" "+c.definition())
		}
		for _, i := range t.indexes {
			lines = append(lines, i.create(t.name))
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:6])
}

func (s *schema) table(name string) *table {
	return named(s.tables, name, func(t *table) string { return t.name })
}

func (t *table) column(name string) *column {
	return named(t.columns, name, func(c *column) string { return c.name })
}

func (t *table) constraint(name string) *constraint {
	return named(t.constraints, name, func(c *constraint) string { return c.name })
}

func (t *table) index(name string) *index {
	return named(t.indexes, name, func(i *index) string { return i.name })
}

// named finds what has a name; nil where nothing does.
func named[T any](all []*T, name string, of func(*T) string) *T {
	for _, one := range all {
		if of(one) == name {
			return one
		}
	}
	return nil
}

// clone copies the schema, so that changes of it can be tried.
func (s *schema) clone() *schema {
	out := &schema{}
	for _, t := range s.tables {
		out.tables = append(out.tables, t.clone())
	}
	return out
}

func (t *table) clone() *table {
	c := &table{name: t.name, primaryKey: t.primaryKey}
	for _, one := range t.columns {
		copied := *one
		c.columns = append(c.columns, &copied)
	}
	for _, one := range t.constraints {
		copied := *one
		copied.unique = slices.Clone(one.unique)
		c.constraints = append(c.constraints, &copied)
	}
	for _, one := range t.indexes {
		copied := *one
		copied.columns = slices.Clone(one.columns)
		c.indexes = append(c.indexes, &copied)
	}
	return c
}

// definition is a column as CREATE TABLE and ADD COLUMN say it.
func (c *column) definition() string {
	return strings.TrimRight(quoteIdent(c.name)+" "+c.typ+" "+c.rest(), " ")
}

// definition is a constraint as CREATE TABLE and ADD say it.
func (c *constraint) definition() string {
	text := "CONSTRAINT " + quoteIdent(c.name)
	switch {
	case c.refTable != "":
		return fmt.Sprintf("%s FOREIGN KEY (%s) REFERENCES %s (id) ON DELETE %s", text, quoteIdent(c.column), quoteIdent(c.refTable), c.onDelete)
	case c.unique != nil:
		return text + " UNIQUE (" + strings.Join(c.unique, ", ") + ")"
	}
	return text + " CHECK (" + c.check + ")"
}

func (i *index) create(table string) string { return i.statement("INDEX ", table) }

func (i *index) createConcurrently(table string) string {
	return i.statement("INDEX CONCURRENTLY ", table)
}

func (i *index) statement(what, table string) string {
	text := "CREATE "
	if i.unique {
		text += "UNIQUE "
	}
	text += what + quoteIdent(i.name) + " ON " + quoteIdent(table)
	if i.using != "" {
		text += " USING " + i.using
	}
	text += " (" + strings.Join(i.columns, ", ") + ")"
	if i.unique {
		text += " WHERE delete_time IS NULL"
	}
	return text + ";"
}
