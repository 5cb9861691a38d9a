// Package batch does the same with each item of a batch. Its errors say at which index: a violation of sku in the fourth item is one of
// [3].sku.
package batch

import (
	"errors"
	"strconv"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Map returns what fn returns for each item, or the first error.
func Map[T, R any](items []T, fn func(T) (R, error)) ([]R, error) {
	results := make([]R, len(items))
	for i, item := range items {
		var err error
		if results[i], err = fn(item); err != nil {
			return nil, at(i, err)
		}
	}
	return results, nil
}

// Check is Map for an fn that items can fail side by side: what errs.Violations says of all of them is one error.
func Check[T, R any](items []T, fn func(T) (R, error)) ([]R, error) {
	results := make([]R, len(items))
	var broken errs.Violations
	for i, item := range items {
		result, err := fn(item)
		results[i] = result
		if err == nil {
			continue
		}
		err = at(i, err)
		e, ok := errors.AsType[*errs.Error](err)
		if !ok || e.Kind != errs.KindInvalid || e.Reason != "INVALID" {
			return nil, err
		}
		for _, v := range e.Violations {
			broken.Add(v.Field, v.Description)
		}
	}
	if err := broken.Err(); err != nil {
		return nil, err
	}
	return results, nil
}

// Path returns the path of a field of item i.
func Path(i int, field string) string { return index(i) + "." + field }

func index(i int) string { return "[" + strconv.Itoa(i) + "]" }

// at says that err is about item i.
func at(i int, err error) error {
	err = errs.Rename(err, func(field string) string { return Path(i, field) })
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || len(e.Violations) > 0 {
		return err
	}
	switch e.Kind {
	case errs.KindInvalid, errs.KindNotFound, errs.KindExists, errs.KindPrecondition:
		about := *e
		about.Violations = []errs.Violation{{Field: index(i), Description: "is refused: " + e.Message}}
		return &about
	default: // the item has nothing to do with it
		return err
	}
}
