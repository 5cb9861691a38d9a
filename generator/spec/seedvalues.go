package spec

import "slices"

// seedValue returns the value of a field as canonical texts, one for each item of a list; nil if it is wrong.
func (s *serviceDecl) seedValue(d *decl, e entry) []string {
	switch {
	case d.skip:
		return nil
	case d.OutputOnly || d.Now || d.Caller:
		s.add(e.key.pos(), "leave it out", "field %s is set by the server", quote(d.Name))
	case d.RefService != "":
		s.add(e.key.pos(), "leave it out", "a seed cannot refer to another service: field %s", quote(d.Name))
	case d.Type == Ref:
		return s.seedRef(d, e)
	case !d.can(defaulted | priced):
		s.add(e.key.pos(), "leave it out", "a seed cannot have %s, a field of type %s", quote(d.Name), d.typeText())
	case d.Repeated && e.value.kind != list:
		s.unfit(e, "a list")
	case d.Repeated && d.MaxItems != nil && len(e.value.items) > *d.MaxItems:
		s.add(e.value.pos(), "", "%s has more than %s items", quote(d.Name), itoa(*d.MaxItems))
	case d.Repeated:
		texts := []string{}
		for _, item := range e.value.items {
			text, ok := s.seedText(d, e.key, item)
			if !ok {
				return nil
			}
			if d.UniqueItems && slices.Contains(texts, text) {
				s.add(item.pos(), "", "%s has %s twice", quote(d.Name), quote(text))
				return nil
			}
			texts = append(texts, text)
		}
		return texts
	default:
		if text, ok := s.seedText(d, e.key, e.value); ok {
			return []string{text}
		}
	}
	return nil
}

// seedText returns a value, which keeps the rules of its field, as canonical text.
func (s *serviceDecl) seedText(d *decl, key, n *node) (string, bool) {
	if !n.scalar() {
		s.unfit(entry{key, n}, "a value")
		return "", false
	}
	given, before := arg{key: d.Name, text: n.text, textAt: place{node: n}}, len(s.problems)
	value := &given.text
	if d.Type == EnumType {
		if enum := s.enum(d.Enum); enum != nil {
			s.valueIn(given, given.text, enum.Values)
		}
	} else if d.textOK(d.Name, given) {
		value = d.canonicalValue(given)
	}
	if len(s.problems) > before || value == nil {
		return "", false
	}
	if required := !d.Optional && d.Default == nil; required && !d.Repeated && *value == "" {
		s.add(n.pos(), "", "field %s is never empty", quote(d.Name))
		return "", false
	}
	return *value, true
}

// seedRef returns the value by which the seed is found that a ref leads to: category: {slug: demo}.
func (s *serviceDecl) seedRef(d *decl, e entry) []string {
	to := s.Resource(d.Ref)
	if to == nil {
		return nil // reported
	}
	key := to.SeedKey()
	if key == nil {
		s.add(e.key.pos(), "", "%s has no field by which a seed is found: required, unique, a string, int32 or int64", quote(d.Ref))
		return nil
	}
	if e.value.kind != mapping || len(e.value.entries) != 1 || e.value.entries[0].key.text != key.Name {
		s.add(e.value.pos(), e.key.text+": {"+key.Name+": …}", "%s must say by its %s which seed of %s it refers to", quote(d.Name), quote(key.Name), quote(d.Ref))
		return nil
	}
	i := slices.IndexFunc(s.resources, func(r *resourceDecl) bool { return r.Resource == to })
	j := slices.IndexFunc(s.resources[i].decls, func(d *decl) bool { return d.Name == key.Name })
	if text, ok := s.seedText(s.resources[i].decls[j], e.value.entries[0].key, e.value.entries[0].value); ok {
		return []string{text}
	}
	return nil
}

// checkSeedRefs checks that refs of seeds lead to seeds, of the same resource to one before it.
func (s *serviceDecl) checkSeedRefs(r *resourceDecl) {
	for n, seed := range r.Seeds {
		for _, v := range seed.Values {
			if v.By == "" {
				continue
			}
			to := s.Resource(r.Field(v.Field).Ref)
			among, where := to.Seeds, "under seeds of "+to.Name
			if to == r.Resource {
				among, where = r.Seeds[:n], "before this seed"
			}
			if !slices.ContainsFunc(among, func(o *Seed) bool { by := o.Value(v.By); return by != nil && by.Texts[0] == v.Texts[0] }) {
				s.add(v.Pos, "add it "+where, "there is no seed of %s with the %s %s", quote(to.Name), v.By, quote(v.Texts[0]))
			}
		}
	}
}
