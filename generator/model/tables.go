package model

import (
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// TableOf returns the table of the resource. Only a model that Build has returned has tables.
func TableOf(r *Resource) *pgschema.Table { return r.Service.Schema.Table(r.Table) }

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
		check := &pgschema.Constraint{Name: f.Check, Column: f.Column, Check: f.CheckSQL(f.ColumnSQL)}
		if len(f.Columns) > 1 {
			check.Column = ""
		}
		all = append(all, check)
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
