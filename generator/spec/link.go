package spec

import "slices"

// link resolves what fields, indexes and checks refer to in their service: enums, resources, methods.
func (s *serviceDecl) link() {
	for _, r := range s.resources {
		for _, d := range r.decls {
			switch {
			case d.skip:
			case d.Type == EnumType:
				s.linkEnum(r, d)
			case d.Type == Ref && d.RefService == "":
				s.linkRef(d)
			}
			s.checkList(r, d)
		}
		s.readIndexes(r)
		s.readChecks(r)
		s.linkActions(r)
		s.linkConstraints(r)
	}
	for _, d := range s.messages {
		s.linkMessageField(d)
	}
	s.linkCustomEvents()
	s.linkSeeds()
	s.checkNames()
}

// linkEnum looks up a named enum, and names an enum written inside a field.
func (s *serviceDecl) linkEnum(r *resourceDecl, d *decl) {
	if d.Values != nil {
		d.Enum = r.Name + "_" + d.Name
		if !isName(d.Enum) {
			return // the bad name has been reported
		}
		if s.enum(d.Enum) != nil {
			s.add(d.at.pos(), "write enum="+d.Enum+" to use that one, or define these values under enums: by another name", "these values would be the enum %s, which is defined already", quote(d.Enum))
			return
		}
		s.Enums = append(s.Enums, &Enum{Pos: d.Pos, Name: d.Enum, Values: d.Values})
		return
	}
	s.linkNamedEnum(d)
}

// linkNamedEnum looks up an enum that stands under enums:.
func (s *serviceDecl) linkNamedEnum(d *decl) {
	enum := s.enum(d.Enum)
	if enum == nil {
		names := make([]string, len(s.Enums))
		for i, e := range s.Enums {
			names[i] = e.Name
		}
		hint := DidYouMean(d.Enum, names)
		if hint == "" {
			hint = "define it: enums: {" + d.Enum + ": [draft, active]}, or write its values here: enum=draft,active"
		}
		s.add(d.ofAt.pos(), hint, "there is no enum %s", quote(d.Enum))
		return
	}
	if a, ok := d.find("default"); ok && d.Default != nil && len(enum.Values) > 0 {
		s.valueIn(a, *d.Default, enum.Values)
	}
	if a, ok := d.find("backfill"); ok && d.Backfill != nil && len(enum.Values) > 0 {
		s.valueIn(a, *d.Backfill, enum.Values)
	}
}

func (s *serviceDecl) linkRef(d *decl) {
	names := make([]string, len(s.Resources))
	for i, r := range s.Resources {
		names[i] = r.Name
	}
	if !slices.Contains(names, d.Ref) {
		hint := DidYouMean(d.Ref, names)
		if one := singular(d.Ref); hint == "" && slices.Contains(names, one) {
			hint = `did you mean "` + one + `"?`
		}
		if r := s.Resource(d.Ref); r != nil {
			hint = "a child has no id: refer to " + r.Child.Of
		}
		s.add(d.ofAt.pos(), hint, "service %s has no resource %s", quote(s.Name), quote(d.Ref))
	}
}

// checkList reports flags for the method list in a resource without it.
func (s *serviceDecl) checkList(r *resourceDecl, d *decl) {
	if r.Child != nil || slices.Contains(r.Methods, List) {
		return
	}
	for _, key := range []string{"filter", "sort", "search"} {
		if a, ok := d.find(key); ok {
			s.add(a.keyAt.pos(), "add list to methods, or leave out "+key, "%s needs the method list", quote(key))
		}
	}
}

// checkNames finds resources and enums that share a name: both are types in Go and in protobuf.
func (s *serviceDecl) checkNames() {
	seen := map[string]string{}
	for _, r := range s.Stored() {
		if before := collision(seen, r.Name); before != "" {
			s.add(r.Pos, "rename one of them", "resources %s and %s have the same name in Go", quote(before), quote(r.Name))
		}
		s.checkChildNames(r)
	}
	for _, e := range s.Enums {
		if before := collision(seen, e.Name); before != "" && isName(e.Name) {
			s.add(e.Pos, "rename one of them", "enum %s has the same name in Go as %s", quote(e.Name), quote(before))
		}
	}
}
