package build

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// purgeOf returns what a job of the service purges, nil if it purges nothing. What the spec says has been checked.
func purgeOf(s *model.Service, sj *spec.Job) *model.Purge {
	if sj.Purge == nil {
		return nil
	}
	return &model.Purge{Resource: s.Resource(sj.Purge.Resource), After: sj.Purge.After}
}

// addPurgeIndexes adds an index for each resource that a job purges: of the rows that are marked as deleted.
func addPurgeIndexes(s *model.Service, taken pgschema.Relations) {
	for _, r := range s.Resources {
		if r.Purged() {
			addIndex(r, taken, []string{"deleted"}, model.Index{Columns: []string{"id"}, Where: "delete_time IS NOT NULL", Reason: "purging"})
		}
	}
}
