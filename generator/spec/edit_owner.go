package spec

import "slices"

// ownerWords are the words of owner that name a field.
func ownerWords(resource *node, field string) []span {
	owner := child(resource, "owner")
	if owner == nil {
		return nil
	}
	var all []span
	for _, n := range append(slices.Clone(owner.items), owner) {
		if n.scalar() && n.text == field {
			all = append(all, whole(n))
		}
	}
	return all
}

// ownerUses reports that a field says who owns a resource, if somebody asks for that.
func (e *editor) ownerUses(used *report, r *Resource, f *Field) {
	for _, o := range r.Owner {
		if o.Name == f.Name {
			used.add(o.Pos, "let another field say who owns "+quote(r.Name)+" first", "owner names field %s", quote(f.Name))
		}
	}
	for _, other := range e.service.Resources {
		for _, o := range other.Owner {
			if ref := other.Field(o.Name); ref.Ref == r.Name && slices.Contains(e.service.Owners(r), f) {
				used.add(o.Pos, "let a field of its own say who owns "+quote(other.Name)+" first", "who owns %s is who owns %s, which field %s says", quote(other.Name), quote(r.Name), quote(f.Name))
			}
		}
	}
	if len(r.Owner) > 0 || !slices.Contains(e.service.Owners(r), f) {
		return
	}
	for _, m := range r.AllMethods() {
		if rule := e.spec.Rule(e.service, r, m); rule.Names(Owner) {
			used.add(rule.Pos, "change the rule first, or let another field say who owns "+quote(r.Name), "the rule of %s asks who owns %s, which field %s says", string(m), quote(r.Name), quote(f.Name))
			return
		}
	}
}
