package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// NewField returns a field of the spec as the model has it, with the columns and names that follow from its own name alone.
func NewField(r *Resource, sf *spec.Field, number int) *Field {
	f := &Field{
		Shape:       shape(sf),
		Description: sf.Description,
		Column:      sf.Name,
		ColumnSQL:   pgschema.QuoteIdent(sf.Name),
		JSONName:    spec.JSONName(sf.Name),
		Number:      number,
		Unique:      sf.Unique,
		Immutable:   sf.Immutable,
		Sensitive:   sf.Sensitive,
		Filter:      slices.Clone(sf.Filter),
		Sort:        sf.Sort,
		Search:      sf.Search,
		Resource:    r,
		Backfill:    sf.Backfill,
	}
	f.Columns = ColumnsOf(&f.Shape)
	if sf.InTwoSteps {
		f.Mirror = sf.RenamedFrom
	}
	return f
}

// ColumnsOf names the columns of a field in SQL.
func ColumnsOf(s *kind.Shape) []Column {
	var all []Column
	for _, c := range kind.ColumnsOf(s) {
		name := s.Name
		if c.Suffix != "" {
			name += "_" + c.Suffix
		}
		all = append(all, Column{Column: c, Name: name, SQL: pgschema.QuoteIdent(name)})
	}
	return all
}

// kindOf returns the kind of a field. Amounts of any currency have another one than those of one.
func kindOf(sf *spec.Field) *kind.Kind {
	if sf.Type == spec.Money && sf.Currency == "" {
		return kind.Amount()
	}
	return kind.Of(sf.Type)
}

func shape(sf *spec.Field) kind.Shape {
	s := kind.Shape{
		Name:        sf.Name,
		Title:       naming.Title(sf.Name),
		Kind:        kindOf(sf),
		Repeated:    sf.Repeated,
		Optional:    sf.Optional,
		Required:    !sf.Optional && sf.Default == nil && !sf.OutputOnly && !sf.Now && !sf.Caller && !sf.Repeated,
		OutputOnly:  sf.OutputOnly || sf.Now || sf.Caller,
		Now:         sf.Now,
		Caller:      sf.Caller,
		Precision:   sf.Precision,
		Scale:       sf.Scale,
		Currency:    sf.Currency,
		MinLen:      sf.MinLen,
		MaxLen:      sf.MaxLen,
		Min:         sf.Min,
		Max:         sf.Max,
		Pattern:     sf.Pattern,
		Format:      sf.Format,
		MaxItems:    sf.MaxItems,
		UniqueItems: sf.UniqueItems,
		MaxBytes:    sf.MaxBytes,
	}
	if sf.Default != nil {
		s.HasDefault, s.Default = true, *sf.Default
	}
	return s
}
