package errs

import (
	"errors"
	"strings"
)

// Rename returns err with other names of the fields that it is about: those that name returns for them. Another error than one of this
// package stays as it is.
func Rename(err error, name func(field string) string) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || len(e.Violations) == 0 {
		return err
	}
	renamed := *e
	renamed.Violations = make([]Violation, len(e.Violations))
	for i, v := range e.Violations {
		renamed.Violations[i] = Violation{Field: name(v.Field), Description: v.Description}
	}
	first := e.Violations[0].Field
	if rest, ok := strings.CutPrefix(e.Message, first+" "); ok {
		renamed.Message = name(first) + " " + rest
	}
	return &renamed
}
