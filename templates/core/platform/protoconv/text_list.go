package protoconv

import (
	"strconv"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// ParseList reads a repeated field. A violation names the element, as in tags[2].
func (c Text[T]) ParseList(v *errs.Violations, field string, texts []string) []T {
	values := make([]T, len(texts))
	for i, text := range texts {
		value, err := c.parse(text)
		if err != nil {
			v.Add(field+"["+strconv.Itoa(i)+"]", "must be "+c.want)
			continue
		}
		values[i] = value
	}
	return values
}
