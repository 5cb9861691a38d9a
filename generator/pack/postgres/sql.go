package postgres

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// toRow is a Go expression, in package postgres, for the column of an entity in a variable.
func toRow(f *model.Field, variable string) string {
	value := variable + "." + f.GoName
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

// fromRow is the reverse of ToRow for a row in a variable.
func fromRow(f *model.Field, variable string) string {
	value := variable + "." + f.DBName
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

// insertSQL is the statement that stores a new row, which is not deleted.
func insertSQL(r *model.Resource) string {
	columns, values := []string{"id"}, []string{"@id"}
	for _, f := range r.Fields {
		columns, values = append(columns, f.ColumnSQL), append(values, argument(f))
	}
	columns = append(columns, "create_time", "update_time", "version")
	values = append(values, "@create_time", "@update_time", "@version")
	return fmt.Sprintf("INSERT INTO %s (\n%s\n) VALUES (\n%s\n);", r.TableSQL, lines(columns), lines(values))
}

// argument is the parameter of a statement for the field's column.
func argument(f *model.Field) string {
	if f.ColumnSQL != f.Column {
		return "sqlc.arg('" + f.Column + "')" // SQL knows the name
	}
	return "@" + f.Column
}

// lines puts each column on a line of its own, so that one more or less changes one line.
func lines(columns []string) string { return "    " + strings.Join(columns, ",\n    ") }

// rewritten are the fields that an update stores.
func rewritten(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !f.Immutable })
}

// updateSQL is the statement that stores the next version of a row.
func updateSQL(r *model.Resource) string {
	var columns []string
	for _, f := range rewritten(r) {
		columns = append(columns, f.ColumnSQL+" = "+argument(f))
	}
	columns = append(columns, "update_time = @update_time")
	if r.SoftDelete {
		columns = append(columns, "delete_time = @delete_time")
	}
	columns = append(columns, "version = version + 1")
	return fmt.Sprintf("UPDATE %s SET\n%s\nWHERE id = @id AND version = @version;", r.TableSQL, lines(columns))
}

// deleteSQL is the statement that removes a row. What refers to it loses the reference first, and is another version then: the
// foreign keys do that too, but behind the etags. A delete that comes too late changes nothing. sqlc wants all names qualified.
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

// Constraint is a constraint of a table and the fields that it is about.
type Constraint struct {
	Name  string
	Field string // "title, category" where there are several
}

// constraints are what a change of the resource can break.
func constraints(r *model.Resource) []Constraint {
	all := []Constraint{{r.PrimaryKey, "id"}}
	for _, u := range r.Uniques {
		all = append(all, Constraint{u.Name, uniqueFields(u)})
	}
	for _, f := range r.Fields {
		if f.ForeignKey != "" {
			all = append(all, Constraint{f.ForeignKey, f.Name})
		}
	}
	for _, f := range r.Fields {
		if f.Check != "" {
			all = append(all, Constraint{f.Check, f.Name})
		}
	}
	return all
}

// uniqueFields returns the names of the fields as errors have them: "title, category".
func uniqueFields(u *model.Unique) string {
	names := make([]string, len(u.Fields))
	for i, f := range u.Fields {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}
