package stack

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// changedLists returns the children whose samples REST tests change before they send them, because references lead somewhere then.
func changedLists(r *model.Resource) []*model.Resource {
	var all []*model.Resource
	for _, c := range r.Children {
		if len(sentRefs(c)) > 0 {
			all = append(all, c)
		}
	}
	return all
}

// restHolds reports whether REST tests can create children of a kind.
func restHolds(c *model.Resource) bool {
	return fixture.Holds(c, func(f *model.Field) bool {
		return fixture.Creatable(f.RefersTo()) && fixture.Found(f) && (!f.Unique || fixture.DistinctOfUser(f.RefersTo()))
	})
}

// itemMade reports whether REST tests create what an optional reference of a child leads to.
func itemMade(f *model.Field) bool { return fixture.Made(f) && !fixture.LeadsBack(f) }

// itemTarget returns the number of the entity that a reference of child j of entity i leads to, as a Go expression.
func itemTarget(f *model.Field) string {
	switch {
	case !fixture.DistinctOfUser(f.RefersTo()):
		return "0" // there can be only one
	case f.Unique:
		return "(i+j)%3"
	}
	return "i" // tests with several users let each create entities with numbers of their own
}

// itemNumber returns the variable with the number of a child, for those references that depend on it.
func itemNumber(c *model.Resource) string {
	if slices.ContainsFunc(sentRefs(c), func(f *model.Field) bool { return itemTarget(f) == "(i+j)%3" && (f.Required || itemMade(f)) }) {
		return "j"
	}
	return "_"
}

// listNames returns the members with the lists of children, as arguments of a Go call.
func listNames(r *model.Resource) string {
	names := make([]string, len(r.Children))
	for i, c := range r.Children {
		names[i] = strconv.Quote(c.List.JSONName)
	}
	return strings.Join(names, ", ")
}
