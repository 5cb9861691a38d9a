package ledger

import "slices"

// Reserve returns what the ledger keeps of a removed resource: its names, and the names and numbers of its fields as reserved.
func (r *Resource) Reserve() *Resource {
	if r == nil || r.Gone {
		return r
	}
	gone := &Resource{Name: r.Name, Plural: r.Plural, GoName: r.GoName, PBName: r.PBName, Gone: true, Removed: slices.Clone(r.Removed), Child: r.Child}
	for _, f := range r.Fields {
		gone.Removed = append(gone.Removed, Reserved{Name: f.Name, Number: f.Number})
	}
	return gone
}

// Reserve returns what the ledger keeps of a removed enum: its names, and the names and numbers of its values as reserved.
func (e *Enum) Reserve() *Enum {
	return &Enum{Name: e.Name, GoName: e.GoName, PBName: e.PBName, Removed: slices.Concat(e.Removed, e.Values)}
}
