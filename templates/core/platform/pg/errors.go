package pg

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// The states that mean something to a caller (PostgreSQL, appendix A).
const (
	characterNotInRepertoire = "22021"
	untranslatableCharacter  = "22P05"
	restrictViolation        = "23001"
	foreignKeyViolation      = "23503"
	uniqueViolation          = "23505"
	checkViolation           = "23514"
	serializationFailure     = "40001"
	deadlockDetected         = "40P01"
)

// Error says what an error of the database means for a resource; no error stays none. constraints gives for each constraint of its table the field
// that it is about. A foreign key that is not among them is another table's, which still refers to the row.
func Error(err error, resource string, constraints map[string]string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return errs.NotFound(resource)
	}
	cause, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return unavailable(err)
	}
	field, ours := constraints[cause.ConstraintName]
	field = cmp.Or(field, cause.ConstraintName)
	var e *errs.Error
	switch cause.Code {
	case uniqueViolation:
		e = errs.Exists(resource, field)
	case foreignKeyViolation, restrictViolation:
		e = errs.InUse(resource)
		if ours {
			e = errs.Reference(field)
		}
	case checkViolation:
		e = errs.Invalid(field, "breaks a rule of the database")
	case characterNotInRepertoire, untranslatableCharacter:
		e = errs.Invalid(resource, "must not hold NUL characters")
	case serializationFailure:
		e = errs.Stale(resource)
	default:
		return fmt.Errorf("%s: %w", resource, err)
	}
	e.Cause = err
	return e
}

// unavailable marks the errors that mean that there is no database to talk to.
func unavailable(err error) error {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return &errs.Error{Kind: errs.KindUnavailable, Reason: "DATABASE_UNAVAILABLE", Message: "the database cannot be reached", Cause: err}
	}
	return err
}
