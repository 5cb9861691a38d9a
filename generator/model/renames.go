package model

import (
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// Rename is a service or a resource that has another name than in the last run.
type Rename struct {
	Service  string // its name now, or that of the resource's service
	Resource bool   // else it is the service itself
	From, To string // names in the spec
}

// Renames are the services and resources that have another name than in the last run: services before their resources.
func (m *Model) Renames() []Rename {
	var all []Rename
	for _, s := range m.Services {
		if was := s.Was(); was != "" && was != s.Name {
			all = append(all, Rename{Service: s.Name, From: was, To: s.Name})
		}
		for _, r := range s.Resources {
			if was := r.Was(); was != "" && was != r.Name {
				all = append(all, Rename{Service: s.Name, Resource: true, From: was, To: r.Name})
			}
		}
	}
	return all
}

// RemovedService is a service that was in the spec of the last run and is meant to be gone.
type RemovedService struct{ Name, Database string }

// RemovedServices are those that this run removes.
func (m *Model) RemovedServices() []RemovedService { return m.removed }

// Was is the name that the service had in the last run, "" where there was none.
func (s *Service) Was() string {
	if s.Before == nil || s.Before.RenamedTo != "" {
		return ""
	}
	return s.Before.Name
}

// PackageWas is the Go package that the domain of a service had in the last run.
func (s *Service) PackageWas() string { return naming.GoPackage(s.Was()) }

// Was is the name that the resource had in the last run, "" where there was none.
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
