package model

import (
	"slices"
	"time"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Purge says that a job deletes for good what has been marked as deleted for some time.
type Purge struct {
	Resource *Resource
	After    time.Duration
}

// Purged reports whether a job deletes for good what is marked as deleted of the resource.
func (r *Resource) Purged() bool {
	return slices.ContainsFunc(r.Service.Jobs, func(j *Job) bool { return j.Purge != nil && j.Purge.Resource == r })
}

// PurgeName returns the method of the storage that deletes for good what is marked as deleted of the resource: PurgeProducts.
func (r *Resource) PurgeName() string { return "Purge" + r.GoPlural }

// addPurgeIndexes adds an index for each resource that a job purges: of the rows that are marked as deleted.
func addPurgeIndexes(s *Service, taken pgschema.Relations) {
	for _, r := range s.Resources {
		if r.Purged() {
			addIndex(r, taken, []string{"deleted"}, Index{Columns: []string{"id"}, Where: "delete_time IS NOT NULL", Reason: "purging"})
		}
	}
}

// purge returns what a job of the service purges, nil if it purges nothing. What the spec says has been checked.
func (s *Service) purge(sj *spec.Job) *Purge {
	if sj.Purge == nil {
		return nil
	}
	return &Purge{Resource: s.Resource(sj.Purge.Resource), After: sj.Purge.After}
}
