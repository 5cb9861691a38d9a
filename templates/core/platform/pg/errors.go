package pg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// The SQLSTATE codes that mean something to a caller (PostgreSQL documentation, appendix A).
const (
	characterNotInRepertoire = "22021"
	untranslatableCharacter  = "22P05"
	restrictViolation        = "23001"
	foreignKeyViolation      = "23503"
	uniqueViolation          = "23505"
	checkViolation           = "23514"
	exclusionViolation       = "23P01"
	serializationFailure     = "40001"
	deadlockDetected         = "40P01"
	programLimitExceeded     = "54000"
	queryCanceled            = "57014"
)

// Constraint is a constraint of a table, with the field that breaks it, or several: "title, category". One without a name stands for indexes that hold whole texts:
// PostgreSQL does not always say which of them a value is too large for. Text is what Error says of a field that violates a CHECK, if not
// the usual. Message is for Explain.
type Constraint struct{ Name, Field, Text, Message string }

// Constraints lists the constraints of a table for which sqlc made Row: others, and those with the usual names, such as
// products_pkey of id, and products_title_key, products_title_fkey and products_title_check of title.
func Constraints[Row any](table string, others ...Constraint) []Constraint {
	all := append([]Constraint{{Name: table + "_pkey", Field: "id"}}, others...)
	for _, column := range Columns[Row]() {
		for _, end := range []string{"_key", "_fkey", "_check"} {
			all = append(all, Constraint{Name: table + "_" + column + end, Field: column})
		}
	}
	return all
}

// Error translates a database error about a resource into an error of package errs; nil stays nil. A statement that writes a row
// passes the constraints of its table. Any other foreign key that is violated belongs to a table that still refers to the row.
func Error(err error, resource string, tables ...[]Constraint) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, pgx.ErrNoRows):
		return errs.NotFound(resource)
	case lost(err):
		return &errs.Error{Kind: errs.KindUnavailable, Reason: "DATABASE_UNAVAILABLE", Message: "the database is unavailable", Cause: err}
	}
	cause, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return fmt.Errorf("%s: %w", resource, err)
	}
	constraints := slices.Concat(tables...)
	named := func(name string) int {
		return slices.IndexFunc(constraints, func(c Constraint) bool { return c.Name == name })
	}
	i := named(cause.ConstraintName)
	if i < 0 && cause.Code == programLimitExceeded {
		i = named("")
	}
	ours, field, text := i >= 0, cause.ConstraintName, ""
	if ours {
		field, text = constraints[i].Field, constraints[i].Text
	}
	var e *errs.Error
	switch cause.Code {
	case uniqueViolation:
		e = errs.Exists(resource, strings.Split(field, ", ")...)
	case exclusionViolation:
		e = &errs.Error{Kind: errs.KindExists, Reason: "ALREADY_EXISTS", Message: resource + " conflicts with another one"}
	case foreignKeyViolation, restrictViolation:
		e = errs.InUse(resource)
		e.Message += " by " + strings.ReplaceAll(cause.TableName, "_", " ")
		if ours {
			e = errs.Reference(field)
		}
	case checkViolation:
		e = errs.Invalid(field, cmp.Or(text, "violates a constraint of the database"))
	case characterNotInRepertoire, untranslatableCharacter:
		e = &errs.Error{Kind: errs.KindInvalid, Reason: "INVALID", Message: "a text of the " + resource + " contains a NUL character"}
	case programLimitExceeded:
		e = &errs.Error{Kind: errs.KindInvalid, Reason: "INVALID", Message: resource + " contains a value that is too large to be indexed"}
		if ours {
			e = errs.Invalid(field, "is too large to be indexed")
		}
	case queryCanceled:
		return fmt.Errorf("%s: %w: %w", resource, context.DeadlineExceeded, err)
	case serializationFailure, deadlockDetected:
		e = errs.Conflict()
	default:
		return fmt.Errorf("%s: %w", resource, err)
	}
	e.Cause = err
	return e
}

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

// lost reports whether err means that there is no database to talk to, or no longer.
func lost(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false // these look like a network that fails
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		ended := []string{"08", "25P03", "53", "57P"} // connection, idle in a transaction, resources, shutdown
		return slices.ContainsFunc(ended, func(class string) bool { return strings.HasPrefix(e.Code, class) })
	}
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}
