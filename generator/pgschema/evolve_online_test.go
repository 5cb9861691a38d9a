package pgschema

import "testing"

func TestNarrows(t *testing.T) {
	t.Parallel()
	shelf := func(typ, check, refers string) *Schema {
		table := func(name string) *Table {
			return &Table{Name: name, PrimaryKey: name + "_pkey", Key: []string{"id"}, Columns: []*Column{{Name: "id", Type: "uuid", NotNull: true}}}
		}
		books := table("books")
		books.Columns = append(books.Columns, &Column{Name: "pages", Type: typ}, &Column{Name: "author", Type: "uuid"})
		if check != "" {
			books.Constraints = append(books.Constraints, &Constraint{Name: "books_pages_check", Column: "pages", Check: check})
		}
		if refers != "" {
			books.Constraints = append(books.Constraints, &Constraint{Name: "books_author_fkey", Column: "author", RefTable: refers, OnDelete: "RESTRICT"})
		}
		return &Schema{Tables: []*Table{table("people"), table("firms"), books}}
	}
	narrower := Moves{Narrows: map[string]bool{"books.pages": true}}
	cascades := shelf("integer", "", "people")
	cascades.Table("books").Constraints[0].OnDelete = "CASCADE"
	for name, c := range map[string]struct {
		have, want *Schema
		moves      Moves
		narrows    bool
	}{
		"a wider CHECK":             {have: shelf("integer", "pages > 1", ""), want: shelf("integer", "pages > 0", "")},
		"a narrower CHECK":          {have: shelf("integer", "pages > 1", ""), want: shelf("integer", "pages > 2", ""), moves: narrower, narrows: true},
		"a new CHECK":               {have: shelf("integer", "", ""), want: shelf("integer", "pages > 2", ""), moves: narrower, narrows: true},
		"no CHECK any more":         {have: shelf("integer", "pages > 1", ""), want: shelf("integer", "", ""), moves: narrower},
		"the same CHECK, retyped":   {have: shelf("integer", "pages > 1", ""), want: shelf("bigint", "pages > 1", ""), moves: narrower},
		"a new reference":           {have: shelf("integer", "", ""), want: shelf("integer", "", "people"), narrows: true},
		"a reference to others":     {have: shelf("integer", "", "people"), want: shelf("integer", "", "firms"), narrows: true},
		"another rule of deletions": {have: shelf("integer", "", "people"), want: cascades},
	} {
		narrows := false
		files := Diff(c.have, c.want, c.moves, nil)
		for _, f := range files {
			narrows = narrows || f.Narrows
		}
		if narrows != c.narrows || len(files) == 0 {
			t.Errorf("%s: narrows %t in %d files", name, narrows, len(files))
		}
	}
}
