package model

import (
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// RemovedService is a service that was in the spec of the last run and is meant to be gone.
type RemovedService struct{ Name, Database string }

// RemovedServices are those that this run removes.
func (m *Model) RemovedServices() []RemovedService { return m.removed }

// Was is the name that the service had in the last run, "" if it is new.
func (s *Service) Was() string {
	if s.Before == nil || s.Before.RenamedTo != "" {
		return ""
	}
	return s.Before.Name
}

// PackageWas is the Go package that the domain of the service had in the last run.
func (s *Service) PackageWas() string { return naming.GoPackage(s.Was()) }

// Was is the name that the resource had in the last run, "" if it is new.
func (r *Resource) Was() string {
	if r.Before == nil {
		return ""
	}
	return r.Before.Name
}

// resourceStem is the stem of a resource's file names. Some names belong to files that every service has.
func resourceStem(name, storage string) string {
	return naming.FileStem(name, "service", strings.ToLower(storage), "custom", "server", "enums", "embed", "doc")
}
