package build

import (
	"cmp"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// fields creates the fields of a resource: those of the ledger in its order, then new ones in the order of the spec. A field whose
// protobuf type changes gets a new number, because it is another field to clients.
func (b *builder) fields(r *model.Resource, sr *spec.Resource, old *ledger.Resource, entry *ledger.Resource) {
	now, names := map[*ledger.Field]*spec.Field{}, map[string]bool{}
	for _, sf := range sr.Fields {
		names[sf.Name] = true
		if before := lineage.Field(old, sr, sf); before != nil {
			now[before] = sf
		}
	}
	n := numbers{last: firstFieldNumber - 1}
	if sr.Child != nil {
		n.last = 0 // its message has no other fields
	}
	for _, c := range r.Service.Before.Children(cmp.Or(r.Was(), r.Name)) {
		n.saw(c.Child.Number)
	}
	add := func(sf *spec.Field, before *ledger.Field, number int) {
		f := model.NewField(r, sf, number)
		if problem, hint := f.FindSamples(); problem != "" {
			b.problem(sf.Pos, hint, "field %q: %s", sf.Name, problem)
		}
		remembered := &ledger.Field{Name: sf.Name}
		if f.Before = before; before != nil && before.Name != sf.Name {
			remembered.Was = before.Name
		} else if before != nil {
			remembered.Was = formerly(sf.RenamedFrom, before.Was, names)
		}
		r.Fields = append(r.Fields, f)
		entry.Fields = append(entry.Fields, remembered)
	}
	if old != nil {
		entry.Removed = slices.Clone(old.Removed)
		for _, t := range old.Removed {
			n.saw(t.Number)
		}
		for _, f := range old.Fields {
			n.saw(f.Number)
		}
		for _, f := range old.Fields {
			switch sf := now[f]; {
			case sf != nil && b.sameWireType(f, sf):
				add(sf, f, f.Number)
				continue
			case sf != nil:
				add(sf, f, n.next())
			}
			entry.Removed = append(entry.Removed, ledger.Reserved{Name: f.Name, Number: f.Number})
		}
	}
	for _, sf := range sr.Fields {
		if before := lineage.Field(old, sr, sf); before == nil {
			add(sf, nil, n.next())
		}
	}
	deleteTime := ledger.Reserved{Name: "delete_time", Number: deleteTimeNumber}
	if old != nil && old.SoftDelete && !sr.SoftDelete && !slices.Contains(entry.Removed, deleteTime) {
		entry.Removed = append(entry.Removed, deleteTime)
	}
	r.Removed = reservedFields(r, entry.Removed)
}

// reservedFields returns the numbers and names that the message reserves. delete_time is not reserved while the message has it.
func reservedFields(r *model.Resource, removed []ledger.Reserved) []ledger.Reserved {
	if r.SoftDelete {
		removed = slices.DeleteFunc(slices.Clone(removed), func(t ledger.Reserved) bool { return t.Number == deleteTimeNumber })
	}
	same := func(name string) string { return name }
	return reserve(removed, same, func(name string) bool {
		return r.Field(name) != nil || slices.ContainsFunc(r.Children, func(c *model.Resource) bool { return c.List.Name == name })
	})
}

// sameWireType reports whether protobuf encodes f the way it encoded old.
func (b *builder) sameWireType(old *ledger.Field, f *spec.Field) bool {
	before, now := kind.Of(old.Type), kind.Of(f.Type)
	return old.Repeated == f.Repeated && before != nil && now != nil && before.ProtoType == now.ProtoType &&
		(old.Enum == f.Enum || old.Enum == b.enumNames[f.Enum])
}
