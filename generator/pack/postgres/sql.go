package postgres

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// RowField is a field of one of sqlc's structs, with a Go expression of its value.
type RowField struct{ Name, Value string }

// rowFields returns the columns of some fields, with the values that they get from the entity in variable.
func rowFields(fields []*model.Field, variable string) []RowField {
	var all []RowField
	for _, f := range fields {
		for _, c := range f.Columns {
			all = append(all, RowField{c.DBName, toRow(f, c, variable+"."+f.GoName)})
		}
	}
	return all
}

// toRow returns a Go expression, in package postgres, that converts a value of the field to the type of a column.
func toRow(f *model.Field, c model.Column, value string) string {
	if c.ToRow != nil {
		return c.ToRow(&f.Shape, value)
	}
	if f.Enum != nil {
		switch {
		case f.Repeated:
			value = "pg.Texts(" + value + ")"
		case f.Pointer():
			return "(*string)(" + value + ")"
		default:
			return "string(" + value + ")"
		}
	}
	if f.Repeated && f.NotNull() {
		return "pg.NotNil(" + value + ")"
	}
	return value
}

// fromRow returns a Go expression, in package postgres, that converts the columns of the row in variable to the type of their field.
func fromRow(f *model.Field, variable string) string {
	if f.Kind.FromRow != nil {
		values := make([]string, len(f.Columns))
		for i, c := range f.Columns {
			values[i] = variable + "." + c.DBName
		}
		return f.Kind.FromRow(&f.Shape, values)
	}
	value := variable + "." + f.Columns[0].DBName
	if f.Enum == nil {
		return value
	}
	enum := f.Resource.Service.Package + "." + f.Enum.GoName
	switch {
	case f.Repeated:
		return "pg.Enums[" + enum + "](" + value + ")"
	case f.Pointer():
		return "(*" + enum + ")(" + value + ")"
	}
	return enum + "(" + value + ")"
}

// insertSQL returns the statement that stores a new row.
func insertSQL(r *model.Resource) string {
	columns, values := []string{"id"}, []string{"@id"}
	for _, f := range r.Fields {
		for _, c := range f.Columns {
			columns, values = append(columns, c.SQL), append(values, argument(c))
		}
	}
	columns = append(columns, "create_time", "update_time", "version")
	values = append(values, "@create_time", "@update_time", "@version")
	return fmt.Sprintf("INSERT INTO %s (\n%s\n) VALUES (\n%s\n);", r.TableSQL, lines(columns), lines(values))
}

// argument returns the parameter of a statement for a column.
func argument(c model.Column) string {
	if c.SQL != c.Name {
		return "sqlc.arg('" + c.Name + "')" // the name is a keyword of SQL
	}
	return "@" + c.Name
}

// lines puts each column on its own line, so that adding or removing one changes one line.
func lines(columns []string) string { return "    " + strings.Join(columns, ",\n    ") }

// rewritten returns the fields that an update stores.
func rewritten(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !f.Immutable })
}

// updateSQL returns the statement that stores the next version of a row.
func updateSQL(r *model.Resource) string {
	var columns []string
	for _, f := range rewritten(r) {
		for _, c := range f.Columns {
			columns = append(columns, c.SQL+" = "+argument(c))
		}
	}
	columns = append(columns, "update_time = @update_time")
	if r.SoftDelete {
		columns = append(columns, "delete_time = @delete_time")
	}
	columns = append(columns, "version = version + 1")
	return fmt.Sprintf("UPDATE %s SET\n%s\nWHERE id = @id AND version = @version;", r.TableSQL, lines(columns))
}

// deleteSQL returns the statement that removes a row. It first clears references to the row and increases the versions of the rows that
// have them: ON DELETE SET NULL would leave their etags unchanged. It changes nothing if the version is stale. sqlc needs all names
// qualified.
func deleteSQL(r *model.Resource) string {
	var updates []string
	for _, other := range r.Service.Resources {
		for _, f := range model.FieldsOf(other, func(f *model.Field) bool { return f.Ref == r && f.OnDelete == spec.SetNull }) {
			update := fmt.Sprintf("UPDATE %[1]s SET %[2]s = NULL, update_time = now(), version = %[1]s.version + 1\n"+
				"    WHERE %[1]s.%[2]s = (SELECT gone.id FROM %[3]s AS gone WHERE gone.id = @id AND gone.version = @version)", other.TableSQL, f.ColumnSQL, r.TableSQL)
			if other == r {
				update += " AND " + r.TableSQL + ".id <> @id"
			}
			updates = append(updates, fmt.Sprintf("cleared_%d AS (\n    %s\n)", len(updates)+1, update))
		}
	}
	sql := fmt.Sprintf("DELETE FROM %[1]s WHERE %[1]s.id = @id AND %[1]s.version = @version;", r.TableSQL)
	if len(updates) == 0 {
		return fmt.Sprintf("DELETE FROM %s WHERE id = @id AND version = @version;", r.TableSQL)
	}
	return "WITH " + strings.Join(updates, ", ") + "\n" + sql
}

// Constraint is a constraint of a table and the fields that it checks.
type Constraint struct {
	Name  string
	Field string // "title, category" if there are several
	Text  string // what a CHECK says of the field; "" for the usual
}

// constraints returns the constraints that a change of the resource can violate. One without a name stands for its indexes that texts may
// be too large for.
func constraints(r *model.Resource) []Constraint {
	all := []Constraint{{Name: r.PrimaryKey, Field: "id"}}
	for _, u := range r.Uniques {
		all = append(all, Constraint{Name: u.Name, Field: fieldNames(u.Fields)})
	}
	for _, f := range r.Fields {
		if f.ForeignKey != "" {
			all = append(all, Constraint{Name: f.ForeignKey, Field: f.Name})
		}
	}
	for _, f := range r.Fields {
		if f.Check != "" {
			all = append(all, Constraint{Name: f.Check, Field: f.Name})
		}
	}
	for _, c := range r.Checks {
		all = append(all, Constraint{Name: c.Constraint, Field: c.Refused().Name, Text: c.Text()})
	}
	if fields := model.FieldsOf(r, indexedWhole); len(fields) > 0 {
		all = append(all, Constraint{Field: fieldNames(fields)})
	}
	return all
}

// unusualConstraints are the constraints of the table that pg.Constraints does not know by their names.
func unusualConstraints(r *model.Resource) []Constraint {
	usual := []Constraint{{Name: r.Table + "_pkey", Field: "id"}}
	for _, f := range r.Fields {
		for _, end := range []string{"key", "fkey", "check"} {
			usual = append(usual, Constraint{Name: r.Table + "_" + f.Column + "_" + end, Field: f.Column})
		}
	}
	return slices.DeleteFunc(constraints(r), func(c Constraint) bool { return slices.Contains(usual, c) })
}

// indexedWhole reports whether an index holds all of a text that may be too large for it.
func indexedWhole(f *model.Field) bool {
	holds := func(column string) bool {
		name, _, _ := strings.Cut(column, " ")
		return name == f.ColumnSQL
	}
	return f.LongText() && (slices.ContainsFunc(f.Resource.Uniques, func(u *model.Unique) bool { return slices.ContainsFunc(u.Columns, holds) }) ||
		slices.ContainsFunc(f.Resource.Indexes, func(i *model.Index) bool { return slices.ContainsFunc(i.Columns, holds) }))
}

// uniqueFields returns the names of the fields as Go literals: "title", "category".
func uniqueFields(u *model.Unique) string {
	names := make([]string, len(u.Fields))
	for i, f := range u.Fields {
		names[i] = strconv.Quote(f.Name)
	}
	return strings.Join(names, ", ")
}

func fieldNames(fields []*model.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}
