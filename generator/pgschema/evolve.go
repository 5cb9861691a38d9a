package pgschema

import (
	"slices"
	"strings"
)

// evolver writes the SQL that leads from one schema to another. It applies each statement to have as well, so that have is
// always the schema that the statements so far produce.
type evolver struct {
	have, want *Schema
	moves      Moves
	steps      []step
	fresh      map[string]bool        // columns that this change adds, as table.column
	freed      map[string]*Constraint // constraints dropped so that values could change, as table.constraint; online adds them again
}

// step is a change and how to undo it.
type step struct {
	what        string // part of the file name: products_add_note
	table       string
	up, down    []string
	destructive bool
	narrows     bool // it fails if existing rows break the new rule
	renames     bool // it takes a name from programs that run
}

func (e *evolver) add(s step) { e.steps = append(e.steps, s) }

// take returns the steps so far and empties the list.
func (e *evolver) take() []step {
	steps := e.steps
	e.steps = nil
	return steps
}

// tables changes names, tables and columns, which must change together in one transaction. It deletes or refuses rows only if
// the spec asks for that.
func (e *evolver) tables() []step {
	e.endMirrors()
	e.dropTables(e.replaced())
	e.renameTables()
	e.renameColumns()
	e.nameMirrors()
	e.renameRest()
	e.createTables()
	for _, want := range e.want.Tables {
		if have := e.have.Table(want.Name); have != nil {
			e.columns(have, want)
			e.options(have, want)
		}
	}
	gone := &Schema{}
	for _, t := range e.have.Tables {
		if e.want.Table(t.Name) == nil {
			gone.Tables = append(gone.Tables, t)
		}
	}
	e.dropTables(gone)
	return e.take()
}

// replaced returns the tables to drop although the wanted schema has a table of the same name: that is a different one.
func (e *evolver) replaced() *Schema {
	gone := &Schema{}
	for _, t := range e.have.Tables {
		if slices.Contains(e.moves.Replaced, t.Name) {
			gone.Tables = append(gone.Tables, t)
		}
	}
	return gone
}

func (e *evolver) createTables() {
	existing := map[string]bool{}
	for _, t := range e.have.Tables {
		existing[t.Name] = true
	}
	var fresh []*Table
	for _, t := range e.want.Order() {
		if !existing[t.Name] {
			fresh = append(fresh, t)
		}
	}
	if len(fresh) == 0 {
		return
	}
	up, down := createTables(fresh, existing)
	for _, t := range slices.Backward(fresh) {
		down = append(down, "DROP TABLE "+QuoteIdent(t.Name)+";")
	}
	down = append(down, dropFunctions(fresh)...)
	e.add(step{what: tablesWhat("add", fresh), table: fresh[0].Name, up: up, down: down})
	for _, t := range fresh {
		e.have.Tables = append(e.have.Tables, t.clone())
	}
}

func (e *evolver) dropTables(gone *Schema) {
	if len(gone.Tables) == 0 {
		return
	}
	kept := map[string]bool{}
	e.have.Tables = slices.DeleteFunc(e.have.Tables, func(t *Table) bool {
		kept[t.Name] = !slices.Contains(gone.Tables, t)
		return !kept[t.Name]
	})
	for _, t := range e.have.Tables { // their references to dropped tables go first
		for _, c := range slices.Clone(t.Constraints) {
			if gone.Table(c.RefTable) != nil {
				e.add(step{table: t.Name, up: []string{dropConstraint(t, c)}, down: []string{addConstraint(t, c)}})
				t.removeConstraint(c)
			}
		}
	}
	order := gone.Order()
	names := make([]string, len(order))
	for i, t := range order {
		names[i] = QuoteIdent(t.Name)
	}
	down, _ := createTables(order, kept)
	e.add(step{
		what: tablesWhat("remove", order), table: order[0].Name, destructive: true,
		up: append([]string{"DROP TABLE " + strings.Join(names, ", ") + ";"}, dropFunctions(order)...), down: down,
	})
}

func tablesWhat(verb string, tables []*Table) string {
	if len(tables) == 1 {
		return verb + "_" + tables[0].Name
	}
	return verb + "_tables"
}

func (t *Table) removeConstraint(c *Constraint) {
	t.Constraints = slices.DeleteFunc(t.Constraints, func(o *Constraint) bool { return o == c })
}

func (t *Table) removeIndex(i *Index) {
	t.Indexes = slices.DeleteFunc(t.Indexes, func(o *Index) bool { return o == i })
}

func alter(t *Table, actions ...string) string {
	if len(actions) == 1 {
		return "ALTER TABLE " + QuoteIdent(t.Name) + " " + actions[0] + ";"
	}
	return "ALTER TABLE " + QuoteIdent(t.Name) + "\n    " + strings.Join(actions, ",\n    ") + ";"
}

func dropConstraint(t *Table, c *Constraint) string {
	return alter(t, "DROP CONSTRAINT "+QuoteIdent(c.Name))
}

func addConstraint(t *Table, c *Constraint) string { return alter(t, "ADD "+c.Definition()) }
