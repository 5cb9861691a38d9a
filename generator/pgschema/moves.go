package pgschema

// Moves says what two schemas alone do not tell: which things of one are which things of the other, and what that means for
// the rows. Keys are "table.column", in the names of the wanted schema.
type Moves struct {
	Tables   []Move                 // tables with another name
	Replaced []string               // tables that go, though a table of this name is wanted
	Columns  map[string][]Move      // columns with another name, by their table
	Values   map[string][]ValueMove // values of a text column that others replace, in order
	Fill     map[string]string      // SQL of the value for rows that have none
	Narrows  map[string]bool        // columns whose CHECK refuses values that rows may have
}

// Move is a change of a name.
type Move struct{ From, To string }

// ValueMove is a value that another one replaces.
type ValueMove struct {
	Move
	Renamed bool // the new value is the old one under another name, so that there is a way back
}

func (m Moves) any() bool {
	return len(m.Tables) > 0 || len(m.Replaced) > 0 || len(m.Columns) > 0
}
