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
	tables := s.tableOrder()
	created := map[*Resource]bool{}
	var up, late, down []string
	for _, r := range tables {
		created[r] = true
		up = append(up, r.createTable(func(f *Field) bool { return created[f.Ref] }))
		for _, f := range r.Fields {
			if f.Ref != nil && !created[f.Ref] {
				late = append(late, fmt.Sprintf("ALTER TABLE %s\n    ADD %s;", r.TableSQL, f.foreignKey()))
				down = append(down, fmt.Sprintf("ALTER TABLE %s DROP CONSTRAINT %s;", r.TableSQL, quoteIdent(f.ForeignKey)))
			}
		}
		if indexes := r.createIndexes(); indexes != "" {
			up = append(up, indexes)
		}
	}
	var drops []string
	for _, r := range slices.Backward(tables) {
		drops = append(drops, "DROP TABLE "+r.TableSQL+";")
	}
	return Migration{
		Up:   strings.Join(append(up, late...), "\n\n"),
		Down: strings.Join(append(down, drops...), "\n"),
	}
}

// tableOrder puts the resources that are referred to first, and keeps the order of the model otherwise. In a circle the
// optional references have to wait.
func (s *Service) tableOrder() []*Resource {
	var order []*Resource
	seen := map[*Resource]bool{}
	var visit func(r *Resource)
	visit = func(r *Resource) {
		if seen[r] {
			return
		}
		seen[r] = true
		for _, f := range r.Fields {
			if f.Ref != nil && (f.NotNull() || !f.Ref.needs(r, map[*Resource]bool{})) {
				visit(f.Ref)
			}
		}
		order = append(order, r)
	}
	for _, r := range s.Resources {
		visit(r)
	}
	return order
}

// columnDef is one line of a table: name, type and the rest, aligned.
type columnDef struct{ name, typ, rest string }

func (r *Resource) columnDefs() []columnDef {
	defs := []columnDef{{"id", "uuid", "NOT NULL"}}
	for _, f := range r.Fields {
		defs = append(defs, columnDef{f.ColumnSQL, f.SQLType(), f.columnRest()})
	}
	defs = append(defs, columnDef{"create_time", "timestamptz", "NOT NULL"}, columnDef{"update_time", "timestamptz", "NOT NULL"})
	if r.SoftDelete {
		defs = append(defs, columnDef{"delete_time", "timestamptz", ""})
	}
	return append(defs, columnDef{"version", "bigint", "NOT NULL"})
}

func (f *Field) columnRest() string {
	var parts []string
	if f.NotNull() {
		parts = append(parts, "NOT NULL")
	}
	if d := f.defaultExpr(); d != "" {
		parts = append(parts, "DEFAULT "+d)
	}
	return strings.Join(parts, " ")
}

// createTable prints the statement, with the foreign keys of which inline says so.
func (r *Resource) createTable(inline func(*Field) bool) string {
	defs := r.columnDefs()
	var nameWidth, typeWidth int
	for _, d := range defs {
		nameWidth, typeWidth = max(nameWidth, len(d.name)), max(typeWidth, len(d.typ))
	}
	var lines []string
	for _, d := range defs {
		lines = append(lines, strings.TrimRight(fmt.Sprintf("    %-*s  %-*s  %s", nameWidth, d.name, typeWidth, d.typ, d.rest), " "))
	}
	for _, c := range r.constraintDefs(inline) {
		lines = append(lines, "    "+c)
	}
	return fmt.Sprintf("CREATE TABLE %s (\n%s\n);", r.TableSQL, strings.Join(lines, ",\n"))
}

func (r *Resource) constraintDefs(inline func(*Field) bool) []string {
	all := []string{"CONSTRAINT " + quoteIdent(r.PrimaryKey) + " PRIMARY KEY (id)"}
	for _, u := range r.Uniques {
		if !u.Index {
			all = append(all, "CONSTRAINT "+quoteIdent(u.Name)+" UNIQUE ("+strings.Join(u.Columns, ", ")+")")
		}
	}
	for _, f := range r.Fields {
		if f.Ref != nil && inline(f) {
			all = append(all, f.foreignKey())
		}
	}
	for _, f := range r.Fields {
		if f.Check != "" {
			all = append(all, "CONSTRAINT "+quoteIdent(f.Check)+" CHECK ("+f.checkExpr()+")")
		}
	}
	return all
}

func (f *Field) foreignKey() string {
	action := map[string]string{"cascade": "CASCADE", "set_null": "SET NULL"}[string(f.OnDelete)]
	if action == "" {
		action = "RESTRICT"
	}
	return fmt.Sprintf("CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (id) ON DELETE %s",
		quoteIdent(f.ForeignKey), f.ColumnSQL, f.Ref.TableSQL, action)
}

// createIndexes prints the statements for the indexes that no constraint makes, one a line, each group with its reason.
func (r *Resource) createIndexes() string {
	var lines []string
	for _, u := range r.Uniques {
		if u.Index {
			lines = append(lines, fmt.Sprintf("CREATE UNIQUE INDEX %s ON %s (%s) WHERE delete_time IS NULL;",
				quoteIdent(u.Name), r.TableSQL, strings.Join(u.Columns, ", ")))
		}
	}
	for _, i := range r.Indexes {
		lines = append(lines, i.create(r))
	}
	return strings.Join(lines, "\n")
}

func (i *Index) create(r *Resource) string {
	using := ""
	if i.Using != "" {
		using = " USING " + i.Using
	}
	return fmt.Sprintf("CREATE INDEX %s ON %s%s (%s);", quoteIdent(i.Name), r.TableSQL, using, strings.Join(i.Columns, ", "))
}
