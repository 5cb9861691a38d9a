package errs

import (
	"fmt"
	"slices"
	"strings"
)

// ReasonTransition is the reason of an action that the state of a resource does not allow.
const ReasonTransition = "ILLEGAL_TRANSITION"

// Allowed returns nil if action is one of allowed, the actions that a state allows. Otherwise it returns a Precondition that names the
// state, which is the value of field, and allowed.
func Allowed[S ~string](action, field string, state S, allowed []string) error {
	if slices.Contains(allowed, action) {
		return nil
	}
	instead := "no action is"
	if len(allowed) > 0 {
		instead = "only " + strings.Join(allowed, ", ")
	}
	return Precondition(ReasonTransition, fmt.Sprintf("%s is not allowed while %s is %s: %s", action, field, state, instead))
}
