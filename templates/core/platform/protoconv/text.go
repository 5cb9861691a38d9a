package protoconv

import "github.com/svcgen/svcgen/templates/core/platform/errs"

// Text reads a type that messages hold as text: UUID, Date or Decimal.
type Text[T any] struct {
	want  string // in violations: "must be a UUID"
	parse func(string) (T, error)
}

// Parse reads a field. An empty text is the zero value.
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

// ParseRequired reads a field that clients must send. It is for types of which the zero value is valid, so that the domain cannot tell
// whether it was sent.
func (c Text[T]) ParseRequired(v *errs.Violations, field, text string) T {
	if text == "" {
		v.Add(field, "must be set")
	}
	return c.Parse(v, field, text)
}

// ParseOptional reads an optional field. It returns nil if the field was not sent.
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
