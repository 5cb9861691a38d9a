package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// scope is the set of identifiers that a package or a proto file declares.
type scope map[string]bool

func (s scope) add(names ...string) {
	for _, n := range names {
		s[n] = true
	}
}

func (s scope) free(names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return s[n] })
}

// claim takes name, or name with the suffix as often as it must be, so that neither it nor what derives from it is taken. It
// gives up where the suffix changes nothing.
func (s scope) claim(name, suffix string, derived func(string) []string) (string, bool) {
	for range 8 {
		if all := append(derived(name), name); s.free(all...) {
			s.add(all...)
			return name, true
		}
		name += suffix
	}
	return "", false
}

func nothing(string) []string { return nil }

// nameEnumsAndResources gives every resource and enum its names in Go and protobuf. What the ledger knows chooses first, so
// that nothing new renames it.
func (b *builder) nameEnumsAndResources(s *Service, ss *spec.Service, old, entry *ServiceEntry) {
	domain, pb, plurals := scope{}, scope{}, scope{}
	domain.add(domainIdentifiers(s.Storage)...)
	pb.add(pbIdentifiers(s.PBName)...)
	resources := claimOrder(s, old)
	for _, known := range []bool{true, false} {
		for _, r := range resources {
			if known == (old.resource(r.Name) != nil) {
				b.nameResource(r, specResource(ss, r.Name), entry.resource(r.Name), domain, pb)
				r.GoPlural, _ = plurals.claim(goName(r.Plural), "Entities", nothing)
			}
		}
		for _, e := range s.Enums {
			if known == (old.enum(e.Name) != nil) {
				b.nameEnum(e, specEnum(ss, e.Name).Pos, entry.enum(e.Name), known, domain, pb)
			}
		}
	}
}

// storageName is the Go name of a service's storage. User code names it (tx Store), so it never changes: a service that exists
// without a resource store, or whose store had to be called StoreEntity, keeps Store.
func storageName(ss *spec.Service, old *ServiceEntry) string {
	const usual, beside = "Store", "Storage"
	if old == nil {
		if slices.ContainsFunc(ss.Resources, func(r *spec.Resource) bool { return goName(r.Name) == usual }) {
			return beside
		}
		return usual
	}
	if store := old.resource("store"); store != nil && store.GoName == "" {
		return beside
	}
	return usual
}

// claimOrder puts last the resources that are called like something that derives from another, such as product_store beside
// product, and those that had to give way before.
func claimOrder(s *Service, old *ServiceEntry) []*Resource {
	derived := scope{}
	for _, r := range s.Resources {
		derived.add(domainDerived(goName(r.Name), s.Storage)...)
		derived.add(pbDerived(messageName(r.Name), r.PBPlural())...)
	}
	rank := func(r *Resource) int {
		known := old.resource(r.Name)
		if known != nil && known.GoName == "" || known == nil && derived.free(goName(r.Name), messageName(r.Name)) {
			return 0
		}
		return 1
	}
	order := slices.Clone(s.Resources)
	slices.SortStableFunc(order, func(x, y *Resource) int { return rank(x) - rank(y) })
	return order
}

func (b *builder) nameResource(r *Resource, sr *spec.Resource, entry *ResourceEntry, domain, pb scope) {
	usual := goName(r.Name)
	first := usual
	if entry.GoName != "" {
		first = entry.GoName
	}
	var ok bool
	storage := r.Service.Storage
	derivedInDomain := func(name string) []string { return domainDerived(name, storage) }
	if r.GoName, ok = domain.claim(first, "Entity", derivedInDomain); !ok {
		b.problem(sr.Pos, "give it another name", "resource %q: its name in Go, %s, is taken", r.Name, first)
		r.GoName = first
	}
	r.StoreName = r.GoName + storage

	message := messageName(r.Name)
	first = message
	if entry.PBName != "" {
		first = entry.PBName
	}
	derived := func(name string) []string { return pbDerived(name, r.PBPlural()) }
	if r.PBName, ok = pb.claim(first, "Message", derived); !ok {
		r.PBName = first
		if !r.sharesPlural() { // which is reported by itself
			b.problem(sr.Pos, "give it another name, or set `plural:`",
				"resource %q: the names of its messages, such as List%sRequest, are taken", r.Name, r.PBPlural())
		}
	}
	entry.GoName, entry.PBName = unusual(r.GoName, usual), unusual(r.PBName, message)
	r.Receiver = receiverName(r.GoName, r.Name, r.Service.Package)
	r.Var = testVariable(r.GoName, r.Name, r.Service.Package)
}

func (r *Resource) sharesPlural() bool {
	return slices.ContainsFunc(r.Service.Resources, func(o *Resource) bool { return o != r && o.Plural == r.Plural })
}

// nameEnum names an enum. A known one is never renamed in protobuf: a new value of it has to give way.
func (b *builder) nameEnum(e *Enum, pos spec.Pos, entry *EnumEntry, known bool, domain, pb scope) {
	usual, message := goName(e.Name), messageName(e.Name)
	typeName, first := usual, message
	if entry.GoName != "" {
		typeName = entry.GoName
	}
	if entry.PBName != "" {
		first = entry.PBName
	}
	typeName, ok := domain.claim(typeName, "Enum", localDerived)
	if !ok {
		b.problem(pos, "give it another name", "enum %q: its name in Go, %s, is taken", e.Name, usual)
		return
	}
	values := func(name string) []string {
		prefix := upperSnake(name) + "_"
		all := []string{prefix + "UNSPECIFIED"}
		for _, v := range e.Values {
			all = append(all, prefix+upper(v.Name))
		}
		return all
	}
	suffix := "Enum"
	if known {
		suffix = ""
	}
	name, ok := pb.claim(first, suffix, values)
	if !ok {
		b.problem(pos, "give it or the value another name", "enum %q: its name in protobuf, %s, or one of its values is taken", e.Name, first)
		return
	}
	unique := func(constant string) string {
		constant, _ = domain.claim(constant, "Value", nothing)
		return constant
	}
	e.setNames(typeName, name, entry.Removed, unique)
	entry.GoName, entry.PBName = unusual(e.GoName, usual), unusual(e.PBName, message)
}

func specEnum(ss *spec.Service, name string) *spec.Enum {
	for _, e := range ss.Enums {
		if e.Name == name {
			return e
		}
	}
	return &spec.Enum{Pos: ss.Pos}
}

func unusual(name, usual string) string {
	if name == usual {
		return ""
	}
	return name
}
