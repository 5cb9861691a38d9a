package spec

import "testing"

// Each row of the table of types is complete: what its traits promise is there.
func TestTypes(t *testing.T) {
	seen := map[Type]bool{}
	for _, row := range types {
		switch {
		case seen[row.typ]:
			t.Errorf("%s has two rows", row.typ)
		case (row.less != nil) != (row.can&bounded != 0):
			t.Errorf("%s: a type with min and max has an order, and no other type has one", row.typ)
		case (len(row.filters) > 0) != (row.can&compared != 0):
			t.Errorf("%s: a type that can be filtered by has operators, and no other type has them", row.typ)
		case row.zero != nil && row.canonical != nil:
			if got, f := row.canonical(&Field{Type: row.typ, Precision: 10, Scale: 2, Currency: "EUR"}, *row.zero); got != *row.zero {
				t.Errorf("%s: zero value %q: %q, %v", row.typ, *row.zero, got, f)
			}
		}
		seen[row.typ] = true
	}
}
