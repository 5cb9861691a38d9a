// Package errs holds the errors that cross the layers of a service. The domain and the storage return them; transports translate
// them for clients. Only Reason, Message and Violations leave the process; Cause is for the log.
package errs

import (
	"errors"
	"strings"
)

// Kind is a class of errors that every transport can translate into its own status codes.
type Kind int

// The kinds of errors. Any error that is not an *Error is of KindInternal.
const (
	KindInternal        Kind = iota // our fault
	KindInvalid                     // the request breaks a rule; a retry will not help
	KindNotFound                    // the resource does not exist
	KindExists                      // the resource exists already
	KindStale                       // the resource has changed: read it again, then retry
	KindConflict                    // other changes got in the way: retry
	KindPrecondition                // the state of the system does not allow it now
	KindUnavailable                 // try again later
	KindUnauthenticated             // the caller has not shown who it is
	KindDenied                      // the caller is known and not allowed to do this
	KindUnimplemented               // nobody has written it yet
)

// Error is an error with a meaning for the client.
type Error struct {
	Kind       Kind
	Reason     string // for programs: UPPER_SNAKE_CASE, never changed once published (AIP-193)
	Message    string // for people: what is wrong; it holds no value of a sensitive field
	Violations []Violation
	Cause      error // for the log only; may be nil
}

// Error returns the message and the cause. It is meant for logs, not for clients.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Message
	}
	return e.Message + ": " + e.Cause.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// KindOf returns the kind of the first *Error in err's chain, or KindInternal if there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return KindInternal
}

// NotFound means that the resource does not exist.
func NotFound(resource string) *Error {
	return &Error{Kind: KindNotFound, Reason: "NOT_FOUND", Message: resource + " not found"}
}

// Exists means that another resource has the same value of a unique field, or the same values of fields that are unique together.
func Exists(resource string, fields ...string) *Error {
	description := "is already taken"
	if len(fields) > 1 {
		description += " in this combination"
	}
	e := &Error{
		Kind:    KindExists,
		Reason:  "ALREADY_EXISTS",
		Message: resource + " with the same " + strings.Join(fields, " and ") + " already exists",
	}
	for _, field := range fields {
		e.Violations = append(e.Violations, Violation{Field: field, Description: description})
	}
	return e
}

// Reference means that a field refers to a resource that does not exist.
func Reference(field string) *Error {
	return invalid("REFERENCE_NOT_FOUND", Violation{Field: field, Description: "refers to something that does not exist"})
}

// InUse means that a resource cannot be deleted because others refer to it.
func InUse(resource string) *Error {
	return Precondition("IN_USE", resource+" is still in use")
}

// ReasonStale is the reason of Stale. Over HTTP it is a 412 instead of a 409 if the client sent an If-Match header.
const ReasonStale = "ETAG_MISMATCH"

// Stale means that the resource has changed since the client read it.
func Stale(resource string) *Error {
	return &Error{Kind: KindStale, Reason: ReasonStale, Message: resource + " was changed by somebody else"}
}

// ReasonConflict is the reason of Conflict. Over HTTP it is a 409 with Retry-After.
const ReasonConflict = "CONFLICT"

// Conflict means that other changes at the same time got in the way. The same request may succeed if it is sent again.
func Conflict() *Error {
	return &Error{Kind: KindConflict, Reason: ReasonConflict, Message: "other changes at the same time got in the way: try again"}
}

// Precondition means that the state of the system does not allow the request. reason is UPPER_SNAKE_CASE.
func Precondition(reason, message string) *Error {
	return &Error{Kind: KindPrecondition, Reason: reason, Message: message}
}

// Unauthenticated says that the request needs a caller and shows none, or shows one that is not valid. Over HTTP it is a 401.
func Unauthenticated(reason, message string) *Error {
	return &Error{Kind: KindUnauthenticated, Reason: reason, Message: message}
}

// Denied says that the caller may not do this. Over HTTP it is a 403. Say it before the resource is read: otherwise the answer
// tells whether the resource exists.
func Denied(reason, message string) *Error {
	return &Error{Kind: KindDenied, Reason: reason, Message: message}
}
