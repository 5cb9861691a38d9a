package pg

import "github.com/svcgen/svcgen/templates/core/platform/errs"

// Found returns the entity of a row that a query returned, or err as Error translates it.
func Found[Row, Entity any](row Row, err error, resource string, entity func(Row) Entity) (Entity, error) {
	if err != nil {
		var none Entity
		return none, Error(err, resource)
	}
	return entity(row), nil
}

// Changed returns err as Error translates it, or errs.Stale if a statement for one version of a row affected none: the row has
// another version.
func Changed(affected int64, err error, resource string, tables ...[]Constraint) error {
	if err == nil && affected == 0 {
		return errs.Stale(resource)
	}
	return Error(err, resource, tables...)
}
