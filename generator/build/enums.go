package build

import (
	"cmp"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// enums numbers the values of the enums that fields use. Enums of the ledger come first, in its order, then new ones in the order of
// the spec.
func (b *builder) enums(s *model.Service, ss *spec.Service, old *ledger.Service, entry *ledger.Service) {
	used := map[string]bool{}
	for _, r := range ss.Stored() {
		for _, f := range r.Fields {
			used[f.Enum] = true
		}
		for _, a := range r.Actions {
			for _, m := range a.Messages() {
				for _, f := range m.Fields {
					used[f.Enum] = true
				}
			}
		}
	}
	renamed := lineage.Enums(ss, old)
	now := map[string]string{}
	for name, before := range renamed {
		now[before] = name
	}
	byName := map[string]*spec.Enum{}
	var order []string
	if old != nil {
		for _, e := range old.Enums {
			order = append(order, cmp.Or(now[e.Name], e.Name))
		}
	}
	for _, e := range ss.Enums {
		byName[e.Name] = e
		if old.Enum(e.Name) == nil && renamed[e.Name] == "" {
			order = append(order, e.Name)
		}
	}
	for _, name := range order {
		se, before := byName[name], old.Enum(cmp.Or(renamed[name], name))
		if se == nil || !used[name] {
			if before != nil {
				entry.Enums = append(entry.Enums, before)
			}
			continue
		}
		e, remembered := b.enum(ss, se, before)
		s.Enums = append(s.Enums, e)
		entry.Enums = append(entry.Enums, remembered)
	}
}

// enum numbers the values of one enum: known values keep their numbers, new ones get the next numbers, and the numbers of removed
// ones are reserved.
func (b *builder) enum(ss *spec.Service, se *spec.Enum, old *ledger.Enum) (*kind.Enum, *ledger.Enum) {
	e := &kind.Enum{Name: se.Name}
	entry := &ledger.Enum{Name: se.Name}
	wanted := map[string]bool{}
	for _, v := range se.Values {
		wanted[v] = true
	}
	var n numbers
	if old != nil {
		gone := lineage.RemovedValues(ss, se.Name)
		if old.Name == se.Name {
			entry.GoName, entry.PBName = old.GoName, old.PBName
		}
		entry.Removed = append(entry.Removed, old.Removed...)
		for _, t := range old.Removed {
			n.saw(t.Number)
		}
		for _, v := range old.Values {
			n.saw(v.Number)
			if wanted[v.Name] {
				entry.Values = append(entry.Values, v)
				delete(wanted, v.Name)
				continue
			}
			instead, meant := gone[v.Name]
			if instead != "" {
				e.Replaced = append(e.Replaced, pgschema.ValueMove{Move: pgschema.Move{From: v.Name, To: instead}, Renamed: wanted[instead] && old.Value(instead) == nil})
			}
			if instead != "" && e.Replaced[len(e.Replaced)-1].Renamed {
				entry.Values = append(entry.Values, ledger.Reserved{Name: instead, Number: v.Number})
				delete(wanted, instead)
				continue
			}
			entry.Removed = append(entry.Removed, v)
			if !meant {
				b.losses = append(b.losses, lineage.ValueLoss(ss, se, old, v.Name))
			}
		}
	}
	for _, v := range se.Values {
		if wanted[v] {
			entry.Values = append(entry.Values, ledger.Reserved{Name: v, Number: n.next()})
			delete(wanted, v)
		}
	}
	for _, v := range entry.Values {
		e.Values = append(e.Values, kind.EnumValue{Name: v.Name, Number: v.Number})
	}
	return e, entry
}

// setNames names an enum and its values. typeName is its Go type in the domain, message its name in protobuf.
// If short is true, clients know the values by their names in the spec.
func setNames(e *kind.Enum, typeName, message string, removed []ledger.Reserved, short bool, unique func(string) string) {
	e.GoName, e.PBName, e.Short = typeName, message, short
	e.ProtoPrefix = naming.UpperSnake(message)
	e.Unspecified = e.ProtoPrefix + "_UNSPECIFIED"
	for i := range e.Values {
		v := &e.Values[i]
		v.GoName = unique(typeName + naming.GoName(v.Name))
		v.ProtoName = e.ProtoName(v.Name)
		v.PBName = message + "_" + v.ProtoName
		if v.JSONName = v.ProtoName; short {
			v.JSONName = v.Name
		}
	}
	e.Removed = reserve(removed, func(value string) string { return e.ProtoName(value) }, func(name string) bool {
		return slices.ContainsFunc(e.Values, func(v kind.EnumValue) bool { return v.ProtoName == name })
	})
}

// reserve returns the reserved numbers and names of a protobuf declaration. A name that is used again is left out, and none is
// reserved twice.
func reserve(removed []ledger.Reserved, spell func(string) string, used func(string) bool) []ledger.Reserved {
	var all []ledger.Reserved
	seen := map[string]bool{}
	for _, t := range removed {
		name := spell(t.Name)
		if used(name) || seen[name] {
			name = ""
		}
		seen[name] = true
		all = append(all, ledger.Reserved{Name: name, Number: t.Number})
	}
	return all
}
