package aip

// Schema is what clients can do with the fields of a resource.
type Schema struct {
	Fields []Field
	Search bool // a filter may hold words to search for
}

// Field is a field of a resource.
type Field struct {
	Name string // in requests, and of the column

	// In an update:
	OutputOnly bool // clients cannot change it
	Required   bool // cannot be cleared: a mask that names it needs a value
	Message    bool // is replaced as a whole: a path into it means all of it

	// In a list:
	Parse func(text string) (any, error) // String, Int32 …; its error says what the text must be
	Ops   Op                             // what a filter may compare it with; 0 if it cannot be filtered by
	Sort  bool
}
