package model

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
)

// Entry returns the field as the ledger stores it.
func (f *Field) Entry() *ledger.Field {
	columns := f.SchemaColumns()
	e := &ledger.Field{
		Name: f.Name, Number: f.Number, Type: f.Kind.Type, Repeated: f.Repeated,
		Precision: f.Precision, Scale: f.Scale, Currency: f.Currency, Optional: f.Optional, API: f.API(),
		SQL: columns[0].Type, SQLDefault: columns[0].Default, Mirror: f.Mirror,
	}
	for _, c := range columns[1:] {
		e.MoreColumns = append(e.MoreColumns, ledger.Column{Name: c.Name, SQL: c.Type, Default: c.Default})
	}
	e.Enum = f.EnumName()
	e.Ref = f.RefText()
	for _, c := range f.SchemaConstraints() {
		if c.RefTable != "" {
			e.ForeignKey = []string{c.Name, c.RefTable, c.OnDelete}
		} else {
			e.Check = []string{c.Name, c.Check}
		}
	}
	return e
}

// EnumName returns the name of the field's enum, "" if it has none.
func (f *Field) EnumName() string {
	if f.Enum == nil {
		return ""
	}
	return f.Enum.Name
}

// API returns the field's rules for clients, as words of the ledger in a fixed order.
func (f *Field) API() []string {
	var words []string
	flag := func(word string, is bool) {
		if is {
			words = append(words, word)
		}
	}
	value := func(key, text string) { flag(key+"="+text, text != "") }
	flag("required", f.Required)
	flag("immutable", f.Immutable)
	flag("output_only", f.OutputOnly)
	value("min_len", digits(f.MinLen))
	value("max_len", digits(f.MaxLen))
	value("min", orNone(f.Min))
	value("max", orNone(f.Max))
	value("pattern", f.Pattern)
	value("format", string(f.Format))
	value("max_items", digits(f.MaxItems))
	flag("unique_items", f.UniqueItems)
	value("max_bytes", digits(f.MaxBytes))
	for _, op := range f.Filter {
		value("filter", string(op))
	}
	flag("sort", f.Sort)
	flag("search", f.Search)
	return words
}

// CountedAPI returns API words with the number of items that clients can send without a rule of the spec.
func (f *Field) CountedAPI(words []string) []string {
	if f.MostItems() == 0 || ledger.WordValue(words, "max_items") != "" {
		return words
	}
	return append(slices.Clone(words), "max_items="+strconv.Itoa(kind.DefaultMaxItems))
}

func digits(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func orNone(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
