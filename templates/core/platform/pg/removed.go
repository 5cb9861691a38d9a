package pg

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Removed is Changed for a statement that deletes a row. A foreign key that is violated belongs to a table that still refers to the
// row; constraints has the message of one of the user's migrations.
func Removed(affected int64, err error, resource string, constraints []Constraint) error {
	answer := Changed(affected, err, resource)
	e, known := errors.AsType[*errs.Error](answer)
	cause, ok := errors.AsType[*pgconn.PgError](err)
	for _, c := range constraints {
		if known && ok && c.Name == cause.ConstraintName {
			c.explain(e)
		}
	}
	return answer
}
