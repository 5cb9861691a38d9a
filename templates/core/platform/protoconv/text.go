package protoconv

import "github.com/svcgen/svcgen/templates/core/platform/errs"

// Text reads values that travel as text: UUID, Date, Decimal.
type Text[T any] struct {
	want  string // what a client is told to send
	parse func(string) (T, error)
}

// Parse reads a field. The empty text is the zero value.
func (c Text[T]) Parse(v *errs.Violations, field, text string) T {
	var zero T
	if text == "" {
		return zero
	}
	value, err := c.parse(text)
	if err != nil {
		v.Add(field, "must be "+c.want)
		return zero
	}
	return value
}

// ParseRequired reads a field that must be sent although its zero value is legal.
func (c Text[T]) ParseRequired(v *errs.Violations, field, text string) T {
	if text == "" {
		v.Add(field, "must be set")
	}
	return c.Parse(v, field, text)
}

// ParseOptional reads an optional field.
func (c Text[T]) ParseOptional(v *errs.Violations, field string, text *string) *T {
	if text == nil {
		return nil
	}
	value, err := c.parse(*text)
	if err != nil {
		v.Add(field, "must be "+c.want)
		return nil
	}
	return &value
}
