package evolve

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// signIn returns what the ledger remembers of identity: by what its users can say who they are. It is nil for any other service.
func signIn(s *model.Service) []string {
	if !s.IsIdentity() {
		return nil
	}
	ways := slices.Clone(s.Workspace.Providers)
	if s.Workspace.Password {
		ways = append(ways, spec.AuthPassword)
	}
	if s.Workspace.Bearer {
		ways = append(ways, spec.AuthJWT)
	}
	return ways
}

// bus returns what the ledger remembers of what carries the events of a service: PostgreSQL is not said.
func bus(s *model.Service) string {
	if bus := s.Workspace.Bus(); s.HasWorker() && bus != spec.PostgresBus {
		return string(bus)
	}
	return ""
}

// Remember stores the schema and the API in the ledger. This run and the next one compare them with those before.
func Remember(s *model.Service, entry *ledger.Service) {
	entry.API = s.ProtoPackage + "." + s.PBName
	entry.SignIn = signIn(s)
	if s.ShortEnums() {
		entry.JSONEnums = spec.ShortEnums
	}
	entry.Bus = bus(s)
	for _, c := range s.Consumers {
		e := ledger.Consumer{Name: c.Name, Was: c.Formerly}
		if entry.Bus == string(spec.SQSBus) && c.Queue != c.QueueName() {
			e.Queue = c.Queue
		}
		entry.Consumers = append(entry.Consumers, e)
	}
	entry.Methods = ownMethodEntries(s)
	entry.Events = customEvents(s)
	entry.Copies = s.Copied()
	entry.Tables = s.Platform
	for _, r := range s.Resources {
		re := entry.Resource(r.Name)
		re.PrimaryKey = ledger.Unusual(r.PrimaryKey, r.Table+"_pkey")
		re.Path, re.Methods, re.Actions = "", nil, nil
		if l := r.List; l != nil {
			re.Child.ForeignKey = []string{l.ForeignKey, l.Parent.Table, "CASCADE"}
		}
		if len(r.Methods) > 0 {
			re.Path = r.Path
		}
		for _, m := range r.Methods {
			if m.Action != nil {
				re.Actions = append(re.Actions, actionEntry(m))
				continue
			}
			re.Methods = append(re.Methods, m.Name)
		}
		re.Allow = allowed(r)
		re.Owner = r.Owner.Names()
		re.Events = nil
		for _, e := range r.Events {
			re.Events = append(re.Events, ledger.Event{Name: e.Name, On: e.On, Types: e.Former})
		}
		re.GoneEvents = goneEvents(r)
		if re.Topic = ""; r.HasTopic() || r.Before.TopicName() != "" {
			re.Topic = r.Topic
		}
		re.ValidateOnly = r.ValidateOnly()
		re.Expand = r.ExpandNames()
		re.Idempotent = r.Idempotent()
		was := map[string]string{}
		for _, f := range re.Fields {
			was[f.Name] = f.Was
		}
		re.Fields = nil
		for _, f := range r.Fields {
			e := f.Entry()
			e.Was = was[f.Name]
			re.Fields = append(re.Fields, e)
		}
		re.Uniques, re.Indexes = nil, nil
		for _, u := range r.Uniques {
			re.Uniques = append(re.Uniques, ledger.Index{Name: u.Name, Columns: slices.Clone(u.Columns)})
		}
		for _, i := range r.Indexes {
			re.Indexes = append(re.Indexes, ledger.Index{Name: i.Name, Using: i.Using, Columns: slices.Clone(i.Columns), Where: i.Where})
		}
		re.Indexes = append(re.Indexes, mirrorIndexes(r)...)
		re.Checks = nil
		for _, c := range r.Checks {
			re.Checks = append(re.Checks, ledger.Check{Name: c.Name, Rule: c.Rule(), Check: []string{c.Constraint, c.SQL()}})
		}
	}
	s.Schema = Schema(entry)
}

// actionEntry returns an action as the ledger stores it.
func actionEntry(m model.Method) ledger.Action {
	return ledger.Action{
		Name: string(m.Name), Transition: m.Action.Transition(), Request: messageEntry(m.Action.Request), Returns: messageEntry(m.Action.Returns),
	}
}

// messageEntry returns a message as the ledger stores it.
func messageEntry(r *model.Resource) (e ledger.Message) {
	if r == nil {
		return e
	}
	for _, f := range r.Fields {
		e.Fields = append(e.Fields, &ledger.Field{
			Name: f.Name, Number: f.Number, Type: f.Kind.Type, Repeated: f.Repeated, Enum: f.EnumName(),
			Precision: f.Precision, Scale: f.Scale, Currency: f.Currency, Optional: f.Optional, API: f.API(),
		})
	}
	e.Removed = slices.Clone(r.Gone)
	return e
}

// allowed returns the rules of the resource for the ledger: methods with the same callers are together.
func allowed(r *model.Resource) []ledger.Allowed {
	var all []ledger.Allowed
	for _, m := range r.Methods {
		if m.Rule == nil {
			continue
		}
		at := slices.IndexFunc(all, func(a ledger.Allowed) bool { return slices.Equal(a.To, m.Rule.Words) })
		if at < 0 {
			all = append(all, ledger.Allowed{Methods: []spec.Method{m.Name}, To: m.Rule.Words})
			continue
		}
		all[at].Methods = append(all[at].Methods, m.Name)
	}
	return all
}

// ownMethodEntries returns the methods of the service that belong to no resource as the ledger stores them.
func ownMethodEntries(s *model.Service) []*ledger.Method {
	var all []*ledger.Method
	for _, m := range s.OwnMethods {
		e := &ledger.Method{Action: actionEntry(m), Path: m.Path}
		if m.Rule != nil {
			e.Allow = m.Rule.Words
		}
		all = append(all, e)
	}
	return all
}
