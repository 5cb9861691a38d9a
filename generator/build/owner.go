package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// linkOwner finds out who owns a resource. Package spec has checked it.
func linkOwner(r *model.Resource, ss *spec.Service) {
	if ss.HoldsUsers(r.Name) {
		r.Owner = &model.Owner{Self: true}
		return
	}
	for _, sf := range ss.Owners(ss.Resource(r.Name)) {
		if r.Owner == nil {
			r.Owner = &model.Owner{}
		}
		if f := r.Field(sf.Name); sf.Type == spec.Ref {
			r.Owner.Ref = f
		} else {
			r.Owner.Fields = append(r.Owner.Fields, f)
		}
	}
}

// listedByOwner reports whether lists select by the owners that the fields of the resource hold: its own, or those of what it owns.
func listedByOwner(r *model.Resource) bool {
	return r.Limited(spec.List) || slices.ContainsFunc(r.Service.Resources, func(other *model.Resource) bool {
		return other.Owner != nil && other.Owner.Ref != nil && other.Owner.Ref.Ref == r && listedByOwner(other)
	})
}

// addOwnerIndexes adds the indexes for lists of what a user owns.
func addOwnerIndexes(r *model.Resource, taken pgschema.Relations) {
	if r.Owner == nil || !listedByOwner(r) {
		return
	}
	for _, f := range r.Owner.Fields {
		if f.Unique && !r.SoftDelete {
			continue // there is one row at most, which the index of the constraint finds
		}
		addIndex(r, taken, []string{f.Column, "id"}, model.Index{Columns: []string{f.ColumnSQL, "id"}, Reason: "lists of what a user owns"})
	}
}
