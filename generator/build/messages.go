package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// The endings of the domain's types for the request and the answer of an action.
const (
	inputSuffix  = "Input"
	outputSuffix = "Output"
)

// firstSentNumber is the number of the first field that an action adds to its request. Those between the etag and it are kept for what svcgen
// may add to all requests.
const firstSentNumber = firstFieldNumber

// actionBefore returns an action as the last run had it; the zero Action if it is new.
func actionBefore(r *model.Resource, a *model.Action) ledger.Action {
	if r.Before != nil && a.Was != "" {
		return *r.Before.Action(spec.Method(a.Was))
	}
	return ledger.Action{}
}

// message returns the request or the answer of an action as an entity that is not stored: nil if sm is. Fields that the last run had keep
// their numbers, unless their type in protobuf changes.
func (b *builder) message(goName, variable string, m *model.Method, sm *spec.Message, before ledger.Message) *model.Resource {
	if sm == nil {
		return nil
	}
	owner := m.Resource
	r := &model.Resource{
		Name: string(m.Name), Title: naming.Title(string(m.Name)), GoName: goName, PBName: m.Request, Receiver: variable, Var: variable, Message: true, Service: owner.Service,
	}
	n := numbers{last: firstSentNumber - 1}
	if variable == "out" {
		r.PBName, n.last = m.Response, 0
	}
	var gone []ledger.Reserved
	for _, t := range before.Removed {
		n.saw(t.Number)
		gone = append(gone, t)
	}
	for _, f := range before.Fields {
		n.saw(f.Number)
	}
	kept := func(sf *spec.Field) *ledger.Field {
		if old := before.Field(sf.Name); old != nil && b.sameWireType(old, sf) {
			return old
		}
		return nil
	}
	for _, old := range before.Fields {
		if !slices.ContainsFunc(sm.Fields, func(sf *spec.Field) bool { return kept(sf) == old }) {
			gone = append(gone, ledger.Reserved{Name: old.Name, Number: old.Number})
		}
	}
	for _, sf := range sm.Fields {
		f := model.NewField(r, sf, 0)
		if f.Before = before.Field(sf.Name); kept(sf) != nil {
			f.Number = f.Before.Number
		} else {
			f.Number = n.next()
		}
		if problem, hint := f.FindSamples(); problem != "" {
			b.problem(sf.Pos, hint, "field %q: %s", sf.Name, problem)
		}
		if variable == "out" {
			f.Required, f.OutputOnly = false, true
		}
		if sf.Enum != "" {
			f.Enum = owner.Service.Enum(sf.Enum)
		}
		r.Fields = append(r.Fields, f)
	}
	r.Removed, r.Gone = reservedFields(r, gone), gone
	return r
}

// linkMessage names the fields of a message of m in Go and in protobuf.
func linkMessage(r *model.Resource, m *model.Method, qualified naming.Scope) {
	members := naming.Scope{}
	members.Add("Validate")
	var all []naming.PBField
	if r.Receiver == "in" {
		all = []naming.PBField{{Name: "id"}, {Name: "etag"}}
		if m.Idempotent {
			all = append(all, naming.PBField{Name: "request_id"})
		}
	}
	system := len(all)
	for _, f := range r.Fields {
		f.GoName, _ = members.Claim(naming.GoName(f.Name), "Value", nil)
		f.Qualified, _ = qualified.Claim(r.GoName+f.GoName, "Field", nil)
		all = append(all, naming.PBField{Name: f.Name, Optional: f.ProtoOptional()})
	}
	names := naming.PBFieldNames(all)
	for i, f := range r.Fields {
		f.PBName = names[system+i]
	}
}
