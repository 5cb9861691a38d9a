package stack

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// published returns the resources of a service that publish events, and that tests can create through the API.
func published(s *model.Service) []*model.Resource {
	return slices.DeleteFunc(slices.Clone(s.Resources), func(r *model.Resource) bool { return len(r.Events) == 0 || !fixture.Creatable(r) })
}

// quotedNames returns the names of fields as further arguments of a call: , "note", "image".
func quotedNames(names []string) string {
	var args strings.Builder
	for _, name := range names {
		args.WriteString(", " + strconv.Quote(name))
	}
	return args.String()
}
