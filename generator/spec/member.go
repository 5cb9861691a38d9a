package spec

import "slices"

// MemberKind is a kind of Member.
type MemberKind string

// What a spec has beside services, resources, fields and values of enums.
const (
	ActionMember   MemberKind = "action"   // of a resource
	MethodMember   MemberKind = "method"   // of a service, as those that follow
	JobMember      MemberKind = "job"      //
	EventMember    MemberKind = "event"    // a custom one
	ConsumerMember MemberKind = "consumer" //
)

// Member names a part of a spec that has code, and no data of its own.
type Member struct {
	Kind     MemberKind
	Service  string
	Resource string // of an action; "" otherwise
	Name     string
}

// key is the key of the spec that the members of a kind stand under.
func (k MemberKind) key() string { return string(k) + "s" }

// Former is a member with the name that the spec says it had before.
type Former struct {
	Pos               Pos
	Name, RenamedFrom string
}

// Members returns the members of a kind that a service or a resource of it has. resource is "" unless they are actions.
func (s *Service) Members(kind MemberKind, resource string) []Former {
	var all []Former
	switch kind {
	case ActionMember:
		if r := s.Resource(resource); r != nil {
			for _, a := range r.Actions {
				all = append(all, Former{a.Pos, a.Name, a.RenamedFrom})
			}
		}
	case MethodMember:
		for _, m := range s.Methods {
			all = append(all, Former{m.Pos, m.Name, m.RenamedFrom})
		}
	case JobMember:
		for _, j := range s.Jobs {
			all = append(all, Former{j.Pos, j.Name, j.RenamedFrom})
		}
	case EventMember:
		for _, e := range s.Events {
			all = append(all, Former{e.Pos, e.Name, e.RenamedFrom})
		}
	case ConsumerMember:
		for _, c := range s.Consumers {
			all = append(all, Former{c.Pos, c.Name, c.RenamedFrom})
		}
	}
	return all
}

// checkFormer finds contradictions among the former names of members.
func (r *report) checkFormer(kind MemberKind, all []Former) {
	from := map[string]string{}
	for _, m := range all {
		r.once(m.Pos, from, string(kind), m.RenamedFrom, m.Name)
		if slices.ContainsFunc(all, func(o Former) bool { return o.Name == m.RenamedFrom }) {
			r.cameFrom(m.Pos, string(kind), m.Name, m.RenamedFrom)
		}
	}
}
