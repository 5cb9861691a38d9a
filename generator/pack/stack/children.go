package stack

import (
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
	if !fixture.DistinctOfUser(f.RefersTo()) {
		return "j*0" // there can be only one
	}
	return "(i+j)%3"
}

// listNames returns the members with the lists of children, as arguments of a Go call.
func listNames(r *model.Resource) string {
	names := make([]string, len(r.Children))
	for i, c := range r.Children {
		names[i] = strconv.Quote(c.List.JSONName)
	}
	return strings.Join(names, ", ")
}
