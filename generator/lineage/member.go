package lineage

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// Member returns the name that a member of a service or a resource had in the last run; "" if it is new. known are the names of its kind
// there. ok is false if its renamed_from names none of them.
func Member(known []string, m spec.Former) (was string, ok bool) {
	switch {
	case slices.Contains(known, m.Name):
		return m.Name, true
	case m.RenamedFrom == "" || slices.Contains(known, m.RenamedFrom):
		return m.RenamedFrom, true
	}
	return "", false
}

// KnownMember returns the name that an action, a job or a consumer of the spec had in the last run, under which its code is, and what its
// messages were called. It returns "" if it is new or not in the spec.
func KnownMember(l *ledger.Ledger, s *spec.Spec, at spec.Member) string {
	ss, entry := knownService(l, s, at.Service)
	if entry == nil {
		return ""
	}
	for _, m := range ss.Members(at.Kind, at.Resource) {
		if m.Name == at.Name {
			was, _ := Member(Members(entry, ss, at.Kind, at.Resource), m)
			return was
		}
	}
	return ""
}

// Members returns the names of the members of a kind in the last run. old is the service then; resource is the name that the resource has
// now, "" unless they are actions.
func Members(old *ledger.Service, ss *spec.Service, kind spec.MemberKind, resource string) []string {
	var names []string
	switch kind {
	case spec.ActionMember:
		if sr := ss.Resource(resource); sr != nil {
			names = Resource(old, ss, sr).ActionNames()
		}
	case spec.MethodMember:
		names = old.MethodNames()
	case spec.EventMember:
		names = old.CustomEventNames()
	case spec.JobMember:
		names = old.Jobs
	case spec.ConsumerMember:
		for _, c := range old.Consumers {
			names = append(names, c.Name)
		}
	}
	return names
}
