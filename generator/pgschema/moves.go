package pgschema

// Moves holds what cannot be read from two schemas: what was renamed, and what happens to existing rows. Names of tables and the keys
// of the maps, "table" or "table.column", are those of the wanted schema.
type Moves struct {
	Tables   []Move                 // renamed tables
	Replaced []string               // tables to drop although another table of this name is wanted
	Columns  map[string][]Move      // renamed columns, by table
	Values   map[string][]ValueMove // values of a text column that are replaced, in order, by table.column
	Fill     map[string]string      // SQL of the value for existing rows without one, by table.column
	Narrows  map[string]bool        // whether a column's new CHECK refuses values that rows may have, by table.column

	NarrowChecks map[string]bool // whether a new CHECK over several columns refuses rows, by table.constraint
}

// Move is a change of a name or of a value.
type Move struct{ From, To string }

// ValueMove replaces a value by another.
type ValueMove struct {
	Move
	Renamed bool // only the name of the value changes, so that the way down can change it back
}

// tableBefore returns the name that a table of the wanted schema has had.
func (m Moves) tableBefore(name string) string { return before(m.Tables, name) }

// tableAfter returns the name that a table gets.
func (m Moves) tableAfter(name string) string {
	for _, move := range m.Tables {
		if move.From == name {
			return move.To
		}
	}
	return name
}

// columnBefore returns the name that a column of a wanted table has had.
func (m Moves) columnBefore(table, name string) string { return before(m.Columns[table], name) }

func before(moves []Move, name string) string {
	for _, move := range moves {
		if move.To == name {
			return move.From
		}
	}
	return name
}

func (m Moves) any() bool {
	return len(m.Tables) > 0 || len(m.Replaced) > 0 || len(m.Columns) > 0 || len(m.Values) > 0
}
