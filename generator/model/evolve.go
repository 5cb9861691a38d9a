package model

import (
	"slices"
	"strings"
)

// evolver writes the SQL that leads from one schema to another. It changes have along with the SQL, so that have is always
// the schema that the statements so far leave behind.
type evolver struct {
	service    *Service
	have, want *schema
	steps      []step
	fresh      map[string]bool        // table.column: comes with this change
	freed      map[string]*constraint // table.constraint: dropped so that values could change, and not there again yet
}

// step is a change with the way back.
type step struct {
	what        string // for the name of the file: products_add_note
	table       string
	up, down    []string
	destructive bool
	narrows     bool // rows that are there may be refused
}

func (e *evolver) add(s step) { e.steps = append(e.steps, s) }

// take returns the steps so far and starts anew.
func (e *evolver) take() []step {
	steps := e.steps
	e.steps = nil
	return steps
}

// tables changes what can only change as a whole, in one transaction: names, tables, columns. Data are neither lost nor
// refused by it, unless the spec says so.
func (e *evolver) tables() []step {
	e.dropTables(e.service.replaced(e.have))
	e.renameTables()
	e.renameColumns()
	e.renameRest()
	e.createTables()
	for _, want := range e.want.tables {
		if have := e.have.table(want.name); have != nil {
			e.columns(have, want)
		}
	}
	gone := &schema{}
	for _, t := range e.have.tables {
		if e.want.table(t.name) == nil {
			gone.tables = append(gone.tables, t)
		}
	}
	e.dropTables(gone)
	return e.take()
}

// replaced are the tables of removed resources that have the name of another's table now: they go first.
func (s *Service) replaced(have *schema) *schema {
	gone := &schema{}
	for _, t := range have.tables {
		stays := func(r *Resource) bool { return r.before != nil && r.before.Plural == t.name }
		if s.schema().table(t.name) != nil && !slices.ContainsFunc(s.Resources, stays) {
			gone.tables = append(gone.tables, t)
		}
	}
	return gone
}

func (e *evolver) createTables() {
	there := map[string]bool{}
	for _, t := range e.have.tables {
		there[t.name] = true
	}
	var fresh []*table
	for _, t := range e.want.order() {
		if !there[t.name] {
			fresh = append(fresh, t)
		}
	}
	if len(fresh) == 0 {
		return
	}
	up, down := createTables(fresh, there)
	for _, t := range slices.Backward(fresh) {
		down = append(down, "DROP TABLE "+quoteIdent(t.name)+";")
	}
	e.add(step{what: tablesWhat("add", fresh), table: fresh[0].name, up: up, down: down})
	for _, t := range fresh {
		e.have.tables = append(e.have.tables, t.clone())
	}
}

func (e *evolver) dropTables(gone *schema) {
	if len(gone.tables) == 0 {
		return
	}
	there := map[string]bool{}
	e.have.tables = slices.DeleteFunc(e.have.tables, func(t *table) bool {
		there[t.name] = !slices.Contains(gone.tables, t)
		return !there[t.name]
	})
	for _, t := range e.have.tables { // references that became something else
		for _, c := range slices.Clone(t.constraints) {
			if gone.table(c.refTable) != nil {
				e.add(step{table: t.name, up: []string{dropConstraint(t, c)}, down: []string{addConstraint(t, c)}})
				t.removeConstraint(c)
			}
		}
	}
	order := gone.order()
	names := make([]string, len(order))
	for i, t := range order {
		names[i] = quoteIdent(t.name)
	}
	down, _ := createTables(order, there)
	e.add(step{
		what: tablesWhat("remove", order), table: order[0].name, destructive: true,
		up: []string{"DROP TABLE " + strings.Join(names, ", ") + ";"}, down: down,
	})
}

func tablesWhat(verb string, tables []*table) string {
	if len(tables) == 1 {
		return verb + "_" + tables[0].name
	}
	return verb + "_tables"
}

func (t *table) removeConstraint(c *constraint) {
	t.constraints = slices.DeleteFunc(t.constraints, func(o *constraint) bool { return o == c })
}

func (t *table) removeIndex(i *index) {
	t.indexes = slices.DeleteFunc(t.indexes, func(o *index) bool { return o == i })
}

func alter(t *table, actions ...string) string {
	if len(actions) == 1 {
		return "ALTER TABLE " + quoteIdent(t.name) + " " + actions[0] + ";"
	}
	return "ALTER TABLE " + quoteIdent(t.name) + "\n    " + strings.Join(actions, ",\n    ") + ";"
}

func dropConstraint(t *table, c *constraint) string {
	return alter(t, "DROP CONSTRAINT "+quoteIdent(c.name))
}

func addConstraint(t *table, c *constraint) string { return alter(t, "ADD "+c.definition()) }
