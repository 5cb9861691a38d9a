package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// ToRow is a Go expression, in package postgres, for the column of an entity in a variable.
func (f *Field) ToRow(variable string) string {
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

// FromRow is the reverse of ToRow for a row in a variable.
func (f *Field) FromRow(variable string) string {
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

// ColumnLines are the names of the table's columns as Go strings, broken into lines.
func (r *Resource) ColumnLines() string {
	columns := r.columns(func(f *Field) string { return f.Column }, true)
	for i, c := range columns {
		columns[i] = strconv.Quote(c)
	}
	return wrap(columns, "\t\t", 100) + ","
}

// columns ends with the fields, so that a new one changes the last line only.
func (r *Resource) columns(name func(*Field) string, deleteTime bool) []string {
	all := []string{"id", "version", "create_time", "update_time"}
	if r.SoftDelete && deleteTime {
		all = append(all, "delete_time")
	}
	for _, f := range r.Fields {
		all = append(all, name(f))
	}
	return all
}

// InsertSQL is the statement that stores a new row, which is not deleted.
func (r *Resource) InsertSQL() string {
	columns := r.columns(func(f *Field) string { return f.ColumnSQL }, false)
	places := make([]string, len(columns))
	for i := range columns {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	return fmt.Sprintf("INSERT INTO %s (\n%s\n) VALUES (\n%s\n);", r.TableSQL, wrap(columns, "    ", 100), wrap(places, "    ", 100))
}

// Rewritten are the fields that an update stores.
func (r *Resource) Rewritten() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return !f.Immutable })
}

// UpdateSQL is the statement that stores the next version of a row.
func (r *Resource) UpdateSQL() string {
	columns := []string{"update_time"}
	if r.SoftDelete {
		columns = append(columns, "delete_time")
	}
	for _, f := range r.Rewritten() {
		columns = append(columns, f.ColumnSQL)
	}
	for i, c := range columns {
		columns[i] = fmt.Sprintf("%s = $%d", c, i+3)
	}
	columns = slices.Insert(columns, 0, "version = version + 1")
	return fmt.Sprintf("UPDATE %s SET\n%s\nWHERE id = $1 AND version = $2;", r.TableSQL, wrap(columns, "    ", 100))
}

// DeleteSQL is the statement that removes a row. What refers to it loses the reference first, and is another version then: the
// foreign keys do that too, but behind the etags. A delete that comes too late changes nothing. sqlc wants all names qualified.
func (r *Resource) DeleteSQL() string {
	var updates []string
	for _, other := range r.Service.Resources {
		for _, f := range other.fieldsWhere(func(f *Field) bool { return f.Ref == r && f.OnDelete == spec.SetNull }) {
			update := fmt.Sprintf("UPDATE %[1]s SET %[2]s = NULL, update_time = now(), version = %[1]s.version + 1\n"+
				"    WHERE %[1]s.%[2]s = (SELECT gone.id FROM %[3]s AS gone WHERE gone.id = $1 AND gone.version = $2)", other.TableSQL, f.ColumnSQL, r.TableSQL)
			if other == r {
				update += " AND " + r.TableSQL + ".id <> $1"
			}
			updates = append(updates, fmt.Sprintf("cleared_%d AS (\n    %s\n)", len(updates)+1, update))
		}
	}
	sql := fmt.Sprintf("DELETE FROM %[1]s WHERE %[1]s.id = $1 AND %[1]s.version = $2;", r.TableSQL)
	if len(updates) == 0 {
		return fmt.Sprintf("DELETE FROM %s WHERE id = $1 AND version = $2;", r.TableSQL)
	}
	return "WITH " + strings.Join(updates, ", ") + "\n" + sql
}

// wrap breaks a list into indented lines of about a width.
func wrap(items []string, indent string, width int) string {
	lines := []string{""}
	for i, item := range items {
		if i < len(items)-1 {
			item += ","
		}
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = item
		case len(*last)+len(item) < width:
			*last += " " + item
		default:
			lines = append(lines, item)
		}
	}
	return indent + strings.Join(lines, "\n"+indent)
}

// Reads tells whether a query of the resource reads a single row.
func (r *Resource) Reads() bool { return r.Has(spec.Get) || !r.Changes() && !r.Has(spec.Create) }

// Constraint is a constraint of a table and the fields that it is about.
type Constraint struct {
	Name  string
	Field string // "title, category" where there are several
}

// Constraints are what a change of the resource can break.
func (r *Resource) Constraints() []Constraint {
	all := []Constraint{{r.PrimaryKey, "id"}}
	for _, u := range r.Uniques {
		all = append(all, Constraint{u.Name, u.FieldNames()})
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

// FromRows tells whether the store reads rows.
func (r *Resource) FromRows() bool { return r.Has(spec.Get) || r.Has(spec.List) || r.Changes() }
