package postgres

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// holdsChildren reports whether a resource of the service has children.
func holdsChildren(s *model.Service) bool {
	return slices.ContainsFunc(s.Resources, func(r *model.Resource) bool { return len(r.Children) > 0 })
}

// childWrites returns the children that the storage writes: all, unless nothing changes the resource.
func childWrites(r *model.Resource) []*model.Resource {
	if !r.Has(spec.Create) && !r.WritesRow() {
		return nil
	}
	return r.Children
}

// notLast returns all children but the last one.
func notLast(children []*model.Resource) []*model.Resource { return children[:len(children)-1] }

// lastOf returns the last one of some children.
func lastOf(children []*model.Resource) *model.Resource { return children[len(children)-1] }

// childVar returns the name of a variable that holds a child beside its parent.
func childVar(c *model.Resource) string {
	if c.Receiver == c.List.Parent.Receiver {
		return "item"
	}
	return c.Receiver
}

// pageBytes returns the Go expression for how large the children of one kind may be in a page.
func pageBytes(r *model.Resource) string {
	if n := len(r.Children); n > 1 {
		return "pg.PageBytes/" + strconv.Itoa(n)
	}
	return "pg.PageBytes"
}

// insertChildSQL returns the statement that stores new children.
func insertChildSQL(c *model.Resource) string {
	columns := []string{model.ParentColumn, `"` + model.PositionColumn + `"`}
	values := []string{"@" + model.ParentColumn, "sqlc.arg('" + model.PositionColumn + "')"}
	for _, f := range c.Fields {
		for _, column := range f.Columns {
			columns, values = append(columns, column.SQL), append(values, argument(column))
		}
	}
	return fmt.Sprintf("INSERT INTO %s (\n%s\n) VALUES (\n%s\n);", c.TableSQL, lines(columns), lines(values))
}

// storeMade reports whether tests can store what the field refers to, if it is in the same service.
func storeMade(f *model.Field) bool { return f.Ref == nil || storeTested(f.Ref) }

// storeHolds reports whether tests can store children of a kind.
func storeHolds(c *model.Resource) bool { return fixture.Holds(c, storeMade) }

// storeMakes reports whether tests store what a reference of a child leads to.
func storeMakes(f *model.Field) bool { return storeMade(f) && !fixture.LeadsBack(f) }

// childRefs returns the local references of a child that have a value in tests and lead to something.
func childRefs(c *model.Resource) []*model.Field {
	if !storeHolds(c) {
		return nil
	}
	return model.FieldsOf(c, func(f *model.Field) bool { return f.Ref != nil && f.Required && storeMakes(f) })
}

// childUniques returns the fields that no two children of one parent may have the same value of, if tests can store two.
func childUniques(c *model.Resource) []*model.Field {
	if !storeHolds(c) || c.List.Max < 2 || !fixture.Distinct(c) {
		return nil
	}
	return model.FieldsOf(c, func(f *model.Field) bool { return f.Unique && !f.Optional })
}
