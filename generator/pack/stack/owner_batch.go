package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// ownedInBatches reports whether tests check the owners of what users create in batches.
func ownedInBatches(v render.View) bool {
	return owned(v) && slices.ContainsFunc(v.Services, func(s *model.Service) bool { return len(batchesOfOwners(s)) > 0 })
}

// batchesOfOwners returns the resources that users create in batches only for themselves, or only with references to what they own.
func batchesOfOwners(s *model.Service) []*model.Resource {
	var all []*model.Resource
	for _, r := range s.Resources {
		if fixture.Creatable(r) && fixture.DistinctByUser(r) && len(batchOwners(r))+len(batchRefs(r)) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// batchOwners returns the members with the owners of what a batch creates, if users may create only what is theirs.
func batchOwners(r *model.Resource) []string {
	if r.Owner == nil || !r.Limited(spec.BatchCreate) || !namesOwners(r, r.Inputs()) {
		return nil
	}
	return jsonNames(r.Owner.Fields)
}

// batchRefs returns the references in a batch that a test can break.
func batchRefs(r *model.Resource) []OwnedRef {
	return brokenRefs(r, func(m model.Method) bool { return m.Name == spec.BatchCreate })
}
