package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// restExpanded returns a Go expression for the references that REST tests expand: those whose resources users may see.
func restExpanded(r *model.Resource) string { return goStrings(expanded(r)) }

func expanded(r *model.Resource) []string {
	var names []string
	for _, e := range r.Expansions {
		reads := spec.Get
		if e.Field.Remote != nil {
			reads = spec.BatchGet
		}
		if e.Target().ForUsers(reads) {
			names = append(names, e.Field.JSONName)
		}
	}
	return names
}

// expands reports whether REST tests expand references of the resource.
func expands(r *model.Resource) bool { return len(expanded(r)) > 0 && readable(r) }

// expandedItems returns the children of which REST tests expand references.
func expandedItems(r *model.Resource) []*model.Resource {
	if !readable(r) {
		return nil
	}
	return slices.DeleteFunc(r.Expanding(), func(c *model.Resource) bool { return len(expanded(c)) == 0 || !restHolds(c) })
}

// readable reports whether users read the resource.
func readable(r *model.Resource) bool {
	return slices.ContainsFunc([]spec.Method{spec.Get, spec.List, spec.BatchGet}, r.ForUsers)
}
