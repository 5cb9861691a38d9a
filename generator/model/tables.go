package model

import (
	"cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// schemaOf returns the schema of a service as a ledger describes it: the ledger of the last run, or the one that this run writes. The
// schema is empty if s is nil, as for a new service. The ledger stores SQL, so that a new version of svcgen that writes other SQL leads
// to a migration, not to a silent difference.
func schemaOf(s *ledger.Service) *pgschema.Schema {
	out := &pgschema.Schema{}
	if s == nil {
		return out
	}
	for _, r := range s.Resources {
		if r.Gone {
			continue
		}
		t := &pgschema.Table{Name: r.Plural, PrimaryKey: cmp.Or(r.PrimaryKey, r.Plural+"_pkey"), Key: []string{"id"}}
		if r.Child != nil {
			t.Key = []string{ParentColumn, PositionColumn}
			t.Columns, t.Constraints = childTable(r.Child)
		} else {
			t.Columns = append(t.Columns, &pgschema.Column{Name: "id", Type: "uuid", NotNull: true})
		}
		for _, f := range r.Fields {
			for _, c := range f.Columns() {
				t.Columns = append(t.Columns, &pgschema.Column{Name: c.Name, Type: c.SQL, NotNull: !f.Optional, Default: c.Default})
			}
			if f.Mirror != "" {
				t.Mirrors = append(t.Mirrors, &pgschema.Mirror{Column: f.Mirror, Of: f.Name})
			}
			if f.ForeignKey != nil {
				t.Constraints = append(t.Constraints, &pgschema.Constraint{
					Name: f.ForeignKey[0], Column: f.Name, RefTable: f.ForeignKey[1], OnDelete: f.ForeignKey[2],
				})
			}
			if f.Check != nil {
				t.Constraints = append(t.Constraints, &pgschema.Constraint{Name: f.Check[0], Column: f.Name, Check: f.Check[1]})
			}
		}
		if r.Child == nil {
			t.Columns = append(t.Columns, systemTimes(r.SoftDelete)...)
		}
		for _, u := range r.Uniques {
			addUnique(t, u.Name, u.Columns, r.SoftDelete)
		}
		for _, c := range r.Checks {
			t.Constraints = append(t.Constraints, &pgschema.Constraint{Name: c.Check[0], Check: c.Check[1]})
		}
		for _, i := range r.Indexes {
			t.Indexes = append(t.Indexes, &pgschema.Index{Name: i.Name, Using: i.Using, Columns: i.Columns, Where: i.Where})
		}
		out.Tables = append(out.Tables, t)
	}
	out.Tables = append(out.Tables, s.Tables...)
	return out
}

// addUnique makes columns unique: by a constraint, or by a partial index if only live rows count.
func addUnique(t *pgschema.Table, name string, columns []string, live bool) {
	if live {
		t.Indexes = append(t.Indexes, &pgschema.Index{Name: name, Unique: true, Where: "delete_time IS NULL", Columns: columns})
		return
	}
	t.Constraints = append(t.Constraints, &pgschema.Constraint{Name: name, Unique: columns})
}

func systemTimes(softDelete bool) []*pgschema.Column {
	all := []*pgschema.Column{
		{Name: "create_time", Type: "timestamptz", NotNull: true},
		{Name: "update_time", Type: "timestamptz", NotNull: true},
	}
	if softDelete {
		all = append(all, &pgschema.Column{Name: "delete_time", Type: "timestamptz"})
	}
	return append(all, &pgschema.Column{Name: "version", Type: "bigint", NotNull: true})
}

// TableOf returns the table of the resource. Only a model that Build has returned has tables.
func TableOf(r *Resource) *pgschema.Table { return r.Service.now.Table(r.Table) }

// SchemaColumns returns the columns of the field.
func (f *Field) SchemaColumns() []*pgschema.Column {
	all := make([]*pgschema.Column, len(f.Columns))
	for i, c := range f.Columns {
		all[i] = &pgschema.Column{Name: c.Name, Type: f.SQLType(c.Column), NotNull: f.NotNull(), Default: f.DefaultSQL(c.Column)}
	}
	return all
}

// SchemaConstraints returns the constraints of the field's first column: its foreign key and its CHECK.
func (f *Field) SchemaConstraints() []*pgschema.Constraint {
	var all []*pgschema.Constraint
	if f.ForeignKey != "" {
		all = append(all, &pgschema.Constraint{Name: f.ForeignKey, Column: f.Column, RefTable: f.Ref.Table, OnDelete: onDeleteSQL(f.OnDelete)})
	}
	if f.Check != "" {
		all = append(all, &pgschema.Constraint{Name: f.Check, Column: f.Column, Check: f.CheckSQL(f.ColumnSQL)})
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
