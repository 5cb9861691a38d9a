package errs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Violation is one rule that the request breaks.
type Violation struct {
	Field       string // path in snake_case: price.units, tags[3]
	Description string // continues a sentence that starts with the field's name: "must have 3 to 32 characters"
}

// What an error tells at most: it must fit the headers of an answer, whatever a client sent.
const (
	maxViolations = 100
	maxEcho       = 200 // characters
)

// Echo returns what an error repeats of a text that a client sent: its first 200 characters.
func Echo(text string) string {
	n := 0
	for i := range text {
		if n == maxEcho {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// Violations collects everything that is wrong with a request, so that the client learns it at once. The zero value is ready to
// use. It keeps the first 100.
type Violations struct {
	list []Violation
}

// Invalid returns an error about one field that breaks a rule.
func Invalid(field, description string) *Error {
	return invalid("INVALID", Violation{Field: field, Description: description})
}

// Add adds a violation of field.
func (v *Violations) Add(field, description string) {
	if len(v.list) < maxViolations {
		v.list = append(v.list, Violation{Field: field, Description: description})
	}
}

// AddIf adds a violation of field if broken is true.
func (v *Violations) AddIf(broken bool, field, description string) {
	if broken {
		v.Add(field, description)
	}
}

// AddItemIf is AddIf for the item of a list: tags[3].
func (v *Violations) AddItemIf(broken bool, list string, i int, description string) {
	if broken {
		v.Add(list+"["+strconv.Itoa(i)+"]", description)
	}
}

// Only returns the violations of the given fields and of their parts, such as tags[3] of tags.
func (v *Violations) Only(fields []string) *Violations {
	var only Violations
	for _, violation := range v.list {
		name, _, _ := strings.Cut(violation.Field, ".")
		name, _, _ = strings.Cut(name, "[")
		if slices.Contains(fields, name) {
			only.list = append(only.list, violation)
		}
	}
	return &only
}

// With returns an error with v's violations and those of err, except err's violations of fields that v names already.
func (v *Violations) With(err error) error {
	all := slices.Clone(v.list)
	if e, ok := errors.AsType[*Error](err); ok {
		for _, violation := range e.Violations {
			named := func(have Violation) bool { return have.Field == violation.Field }
			if !slices.ContainsFunc(v.list, named) {
				all = append(all, violation)
			}
		}
	}
	return (&Violations{list: all}).Err()
}

// Err returns an *Error of KindInvalid, or nil if there are no violations.
func (v *Violations) Err() error {
	if len(v.list) == 0 {
		return nil
	}
	return invalid("INVALID", v.list...)
}

func invalid(reason string, violations ...Violation) *Error {
	first := violations[0]
	message := first.Field + " " + first.Description
	switch more := len(violations) - 1; {
	case more == 1:
		message += " (and 1 more problem)"
	case more > 1:
		message = fmt.Sprintf("%s (and %d more problems)", message, more)
	}
	return &Error{Kind: KindInvalid, Reason: reason, Message: strings.TrimSpace(message), Violations: violations}
}

// JSONPath turns a path of protobuf names into one of JSON names: release_day becomes releaseDay.
func JSONPath(path string) string {
	var out strings.Builder
	upper := false
	for _, r := range path {
		switch {
		case r == '_':
			upper = true
			continue
		case upper && 'a' <= r && r <= 'z':
			r -= 'a' - 'A'
		}
		upper = false
		out.WriteRune(r)
	}
	return out.String()
}
