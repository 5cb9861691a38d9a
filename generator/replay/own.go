package replay

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// Unmade is a constraint for which the spec has a message, and which no migration makes.
type Unmade struct{ Resource, Name string }

// unmade lists the constraints of the user that are not in a catalog: as a constraint of any table, because a table of the user's may
// refer to the resource, or as a unique index.
func unmade(s *model.Service, have []Object) []Unmade {
	made := map[string]bool{}
	for _, o := range have {
		if o.Kind == "constraint" || o.Kind == "index" && strings.HasPrefix(o.Is, "CREATE UNIQUE ") {
			made[o.Name] = true
		}
	}
	var all []Unmade
	for _, r := range s.Resources {
		for _, c := range r.Constraints {
			if !made[c.Name] {
				all = append(all, Unmade{r.Name, c.Name})
			}
		}
	}
	return all
}
