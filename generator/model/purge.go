package model

import (
	"slices"
	"time"
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
