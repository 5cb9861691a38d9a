package build

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// nameEnumsAndResources gives every resource and enum its names in Go and protobuf. Those of the ledger claim their names first, so
// that a new one cannot rename them.
func (b *builder) nameEnumsAndResources(s *model.Service, ss *spec.Service, old, entry *ledger.Service) {
	domain, pb, plurals, useCases := naming.Scope{}, naming.Scope{}, naming.Scope{}, naming.Scope{}
	domain.Add(naming.DomainIdentifiers(s.Storage)...)
	pb.Add(naming.PBIdentifiers(s.PBName)...)
	resources := claimOrder(s, old)
	for _, known := range []bool{true, false} {
		for _, r := range resources {
			if known == (old.Resource(r.Name) != nil) {
				b.nameResource(r, ss.Resource(r.Name), entry.Resource(r.Name), domain, pb)
				r.GoPlural, _ = plurals.Claim(naming.GoName(r.Plural), "Entities", nil)
				for _, m := range spec.Methods() {
					useCases.Add(naming.RPC(m, r.GoName, r.GoPlural))
				}
				useCases.Add(naming.ServiceFunctions(r.GoName)...)
				useCases.Add("Visible"+r.GoPlural, r.MissingName())
			}
		}
		for _, e := range s.Enums {
			if known == (old.Enum(e.Name) != nil) {
				b.nameEnum(e, ss.Enum(e.Name).Pos, entry.Enum(e.Name), known, domain, pb)
			}
		}
		for _, r := range resources {
			if r.PBName != "" { // it has its name already
				b.claimActions(r, ss.Resource(r.Name), known, actionScopes{pb, domain, useCases})
			}
		}
	}
	useCases.Add("Calls", "Record", "Recorded") // what the double of the client embeds
	b.serviceMethods(s, ss, old, actionScopes{pb, domain, useCases})
	nameClients(s, domain)
	b.nameEvents(s, ss, domain, pb)
	b.nameExpansions(s, ss, pb)
	nameJobs(s, domain)
}

// storageName returns the name of a service's storage interface. User code contains it (tx Store), so it never changes: an existing
// service keeps Store, unless it has a resource of that Go name; a new one with a resource store gets Storage.
func storageName(ss *spec.Service, old *ledger.Service) string {
	const usual, beside = "Store", "Storage"
	if old == nil {
		if slices.ContainsFunc(ss.Resources, func(r *spec.Resource) bool { return naming.GoName(r.Name) == usual }) {
			return beside
		}
		return usual
	}
	if store := old.Resource("store"); store != nil && store.GoName == "" {
		return beside
	}
	return usual
}

// claimOrder returns the resources in the order in which they claim names. Last are those whose names collide with one that derives
// from another resource, such as product_store beside product, and those that got another name in an earlier run.
func claimOrder(s *model.Service, old *ledger.Service) []*model.Resource {
	derived := naming.Scope{}
	for _, r := range s.Resources {
		derived.Add(naming.DomainDerived(naming.GoName(r.Name), s.Storage)...)
		derived.Add(naming.PBDerived(naming.MessageName(r.Name), r.PBPlural)...)
	}
	rank := func(r *model.Resource) int {
		known := old.Resource(r.Name)
		if known != nil && known.GoName == "" || known == nil && derived.Free(naming.GoName(r.Name), naming.MessageName(r.Name)) {
			return 0
		}
		return 1
	}
	order := slices.Clone(s.Resources)
	slices.SortStableFunc(order, func(x, y *model.Resource) int { return rank(x) - rank(y) })
	return order
}

func (b *builder) nameResource(r *model.Resource, sr *spec.Resource, entry *ledger.Resource, domain, pb naming.Scope) {
	usual := naming.GoName(r.Name)
	first := usual
	if entry.GoName != "" {
		first = entry.GoName
	}
	var ok bool
	storage := r.Service.Storage
	derivedInDomain := func(name string) []string { return naming.DomainDerived(name, storage) }
	if r.GoName, ok = domain.Claim(first, "Entity", derivedInDomain); !ok {
		b.problem(sr.Pos, "give it another name", "resource %q: its name in Go, %s, is taken", r.Name, first)
		r.GoName = first
	}
	r.StoreName = r.GoName + storage

	message := naming.MessageName(r.Name)
	first = message
	if entry.PBName != "" {
		first = entry.PBName
	}
	derived := func(name string) []string { return naming.PBDerived(name, r.PBPlural) }
	if r.PBName, ok = pb.Claim(first, "Message", derived); !ok {
		r.PBName = first
		if !sharesPlural(r) { // relations reports that
			b.problem(sr.Pos, "give it another name, or set `plural:`",
				"resource %q: the names of its messages, such as List%sRequest, are taken", r.Name, r.PBPlural)
		}
	}
	entry.GoName, entry.PBName = ledger.Unusual(r.GoName, usual), ledger.Unusual(r.PBName, message)
	r.Receiver = naming.Receiver(r.GoName, r.Name, r.Service.Package)
	r.Var = naming.Variable(r.GoName, r.Name, r.Service.Package)
}

func sharesPlural(r *model.Resource) bool {
	return slices.ContainsFunc(r.Service.Resources, func(o *model.Resource) bool { return o != r && o.Plural == r.Plural })
}

// nameEnum names an enum. One of the ledger keeps its protobuf name: if a new value collides, that is a problem.
func (b *builder) nameEnum(e *kind.Enum, pos spec.Pos, entry *ledger.Enum, known bool, domain, pb naming.Scope) {
	usual, message := naming.GoName(e.Name), naming.MessageName(e.Name)
	typeName, first := usual, message
	if entry.GoName != "" {
		typeName = entry.GoName
	}
	if entry.PBName != "" {
		first = entry.PBName
	}
	typeName, ok := domain.Claim(typeName, "Enum", naming.LocalDerived)
	if !ok {
		b.problem(pos, "give it another name", "enum %q: its name in Go, %s, is taken", e.Name, usual)
		return
	}
	values := func(name string) []string {
		prefix := naming.UpperSnake(name) + "_"
		all := []string{prefix + "UNSPECIFIED"}
		for _, v := range e.Values {
			all = append(all, prefix+strings.ToUpper(v.Name))
		}
		return all
	}
	suffix := "Enum"
	if known {
		suffix = ""
	}
	name, ok := pb.Claim(first, suffix, values)
	if !ok {
		b.problem(pos, "give it or the value another name", "enum %q: its name in protobuf, %s, or one of its values is taken", e.Name, first)
		return
	}
	unique := func(constant string) string {
		constant, _ = domain.Claim(constant, "Value", nil)
		return constant
	}
	setNames(e, typeName, name, entry.Removed, b.spec.JSONEnums == spec.ShortEnums, unique)
	entry.GoName, entry.PBName = ledger.Unusual(e.GoName, usual), ledger.Unusual(e.PBName, message)
}
