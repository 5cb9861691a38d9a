package ledger

import "slices"

// Bury is what the ledger keeps of a resource that is gone: its numbers.
func (r *Resource) Bury() *Resource {
	if r == nil || r.Gone {
		return r
	}
	gone := &Resource{Name: r.Name, Plural: r.Plural, GoName: r.GoName, PBName: r.PBName, Gone: true, Removed: slices.Clone(r.Removed)}
	for _, f := range r.Fields {
		gone.Removed = append(gone.Removed, Reserved{Name: f.Name, Number: f.Number})
	}
	return gone
}

// Bury is what the ledger keeps of an enum that is gone: its numbers.
func (e *Enum) Bury() *Enum {
	return &Enum{Name: e.Name, GoName: e.GoName, PBName: e.PBName, Removed: slices.Concat(e.Removed, e.Values)}
}
