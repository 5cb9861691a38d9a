package errs

import (
	"errors"
	"slices"
	"strconv"
)

// AddItem adds the violations of an error about item i of a list: one of quantity is one of lines[2].quantity then. It adds nothing if err is
// nil.
func (v *Violations) AddItem(list string, i int, err error) {
	e, _ := errors.AsType[*Error](err)
	if e == nil {
		return
	}
	for _, violation := range e.Violations {
		v.Add(list+"["+strconv.Itoa(i)+"]."+violation.Field, violation.Description)
	}
}

// AddRepeated adds a violation of a field of each item of a list that has the same value of it as an item before. key returns the value;
// nil if there is none.
func AddRepeated[T any, K comparable](v *Violations, list, field string, items []T, key func(item *T) *K) {
	seen := make(map[K]bool, len(items))
	for i := range items {
		k := key(&items[i])
		if k == nil {
			continue
		}
		if seen[*k] {
			v.Add(list+"["+strconv.Itoa(i)+"]."+field, "must not be that of another one")
		}
		seen[*k] = true
	}
}

// Within returns err with the fields of its violations within a list: quantity becomes lines.quantity.
func Within(list string, err error) error {
	e, _ := errors.AsType[*Error](err)
	if e == nil {
		return err
	}
	within := *e
	within.Violations = slices.Clone(e.Violations)
	for i := range within.Violations {
		within.Violations[i].Field = list + "." + within.Violations[i].Field
	}
	return &within
}
