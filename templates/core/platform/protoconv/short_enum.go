package protoconv

import (
	"maps"
	"slices"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// NewShortEnum is NewEnum for an API whose clients know the values by their names in the domain, which is what violations call them.
func NewShortEnum[API apiEnum, Domain ~string](values map[API]Domain) Enum[API, Domain] {
	e := NewEnum(values)
	numbered := slices.SortedFunc(maps.Keys(values), func(a, b API) int { return int(a.Number() - b.Number()) })
	words := make([]Domain, len(numbered))
	for i, value := range numbered {
		words[i] = values[value]
	}
	e.allowed = errs.OneOf(words)
	return e
}
