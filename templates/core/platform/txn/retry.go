package txn

import "github.com/svcgen/svcgen/templates/core/platform/errs"

// Retry calls fn, and calls it again, twice at most, if other changes at the same time got in its way: errs.Conflict.
func Retry[T any](fn func() (T, error)) (T, error) {
	for range 2 {
		if result, err := fn(); errs.KindOf(err) != errs.KindConflict {
			return result, err
		}
	}
	return fn()
}
