package pg

import (
	"errors"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Explain gives an error that Error returned the message of the constraint that was violated, if the constraint has one.
func Explain(err error, constraints []Constraint) error {
	e, known := errors.AsType[*errs.Error](err)
	cause, ok := errors.AsType[*pgconn.PgError](err)
	if !known || !ok {
		return err
	}
	i := slices.IndexFunc(constraints, func(c Constraint) bool { return c.Name == cause.ConstraintName && c.Message != "" })
	if i < 0 {
		return err
	}
	c := constraints[i]
	e.Message, e.Violations = c.Message, nil
	if c.Field != "" {
		for field := range strings.SplitSeq(c.Field, ", ") {
			e.Violations = append(e.Violations, errs.Violation{Field: field, Description: c.Message})
		}
	}
	return err
}
