package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// scope is what the fields of a service can refer to.
type scope struct {
	*spec.Service
	others []*spec.Service // of the workspace; none if they are not known
}

// scope returns what fields of s can refer to.
func (w *Wizard) scope(s *spec.Service) scope {
	all := slices.Concat(w.Others, w.draft.services)
	return scope{s, slices.DeleteFunc(all, func(other *spec.Service) bool { return other == s })}
}

// referable returns what can stand behind ref= and begins with what is typed: resources, and other services with a dot.
func (s scope) referable(typed string) []string {
	service, _, dotted := strings.Cut(typed, ".")
	all := names(s.Resources, resourceName)
	for _, other := range s.others {
		if !dotted {
			all = append(all, other.Name+".")
		} else if other.Name == service {
			for _, name := range names(other.Resources, resourceName) {
				all = append(all, other.Name+"."+name)
			}
		}
	}
	return slices.DeleteFunc(all, func(name string) bool { return !strings.HasPrefix(name, typed) })
}

// checkRef says what is wrong with a reference. A service whose resources are still to be asked for may get any.
func (s scope) checkRef(f *spec.Field) error {
	to := s.Service
	if f.RefService != "" {
		if len(s.others) == 0 {
			return nil // the whole spec will tell
		}
		at := slices.IndexFunc(s.others, func(other *spec.Service) bool { return other.Name == f.RefService })
		if at < 0 {
			return spec.Problem{
				Msg:  fmt.Sprintf("there is no service %q", f.RefService),
				Hint: spec.DidYouMean(f.RefService, names(s.others, serviceName)),
			}
		}
		to = s.others[at]
		if len(to.Resources) == 0 {
			return nil
		}
	}
	resources := names(to.Resources, resourceName)
	if slices.Contains(resources, f.Ref) {
		return nil
	}
	return spec.Problem{Msg: fmt.Sprintf("%s has no resource %q", to.Name, f.Ref), Hint: spec.DidYouMean(f.Ref, resources)}
}

func names[T any](all []*T, name func(*T) string) []string {
	list := make([]string, len(all))
	for i, one := range all {
		list[i] = name(one)
	}
	return list
}
