package kind

import "cmp"

// Column is one of the columns that hold a field. A field of most types has one; it has the name of the field.
type Column struct {
	Suffix     string                              // currency: field price has a column price_currency; "" for the first column
	SQLType    string                              // of an element: text, numeric(10,3)
	SQLCType   string                              // SQLType as sqlc calls it, without sizes: pg_catalog.numeric; the same if ""
	SQLZero    string                              // DEFAULT if a client may leave the field out, as a literal; "" for none
	SQLNow     string                              // DEFAULT for value=now
	SQLLiteral func(text string) string            // the column's part of a canonical text
	RowType    string                              // element type in sqlc's row structs
	RowImport  string                              // its import path, as in Kind.GoImport
	ToRow      func(s *Shape, value string) string // the column's part of a value of the domain, in Go; the value as it is
}

// ColumnsOf returns the columns of a field; the first is the one that filters, indexes and CHECKs are about.
func ColumnsOf(s *Shape) []Column {
	k := s.Kind
	if k.Columns != nil {
		return k.Columns(s)
	}
	c := Column{
		SQLType: k.SQLType, SQLCType: cmp.Or(k.SQLCType, k.SQLType), SQLZero: k.SQLZero, SQLNow: k.SQLNow, SQLLiteral: s.SQLLiteral,
		RowType: k.RowType, RowImport: k.GoImport,
	}
	if k.Sized != nil {
		c.SQLType = k.Sized(s)
	}
	return []Column{c}
}

// SQLType returns the type of a column of the field: numeric(10,3), text[].
func (s *Shape) SQLType(c Column) string {
	if s.Repeated {
		return c.SQLType + "[]"
	}
	return c.SQLType
}

// DefaultSQL returns the DEFAULT of a column of the field, "" if it has none. A column has one if a client may leave the field out and
// it is not NULL then, so that a row that was inserted by hand needs no more than one that came through the API.
func (s *Shape) DefaultSQL(c Column) string {
	switch {
	case s.HasDefault:
		return c.SQLLiteral(s.Default)
	case s.Now:
		return c.SQLNow
	case s.Repeated:
		return "'{}'"
	case s.Optional || s.Required:
		return ""
	}
	return c.SQLZero
}
