package build

import (
	"cmp"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// busOf returns what carried the events of the workspace of a ledger; "" if there were none.
func busOf(l *ledger.Ledger) spec.Driver {
	for _, s := range l.Services {
		publishes := len(s.CustomEventNames()) > 0 || slices.ContainsFunc(s.Resources, func(r *ledger.Resource) bool { return len(r.Events) > 0 })
		if !s.Gone && (publishes || len(s.Consumers) > 0) {
			return cmp.Or(spec.Driver(s.Bus), spec.PostgresBus)
		}
	}
	return ""
}
