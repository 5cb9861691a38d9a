package model

import (
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// Rename is a service or a resource that has another name than in the last run.
type Rename struct {
	Service  string // current name of the service
	Resource bool   // a resource of the service was renamed, not the service itself
	From, To string // names in the spec
}

// Renames returns the services and resources that have another name than in the last run: services before their resources.
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

// RemovedService is a service that this run removes.
type RemovedService struct{ Name, Database string }

// RemovedServices returns the services that this run removes.
func (m *Model) RemovedServices() []RemovedService { return m.removed }

// Was returns the name of the service in the last run; "" if it is new.
func (s *Service) Was() string {
	if s.Before == nil || s.Before.RenamedTo != "" {
		return ""
	}
	return s.Before.Name
}

// PackageWas returns the Go package that the domain of the service had in the last run.
func (s *Service) PackageWas() string { return naming.GoPackage(s.Was()) }

// Was returns the name of the resource in the last run; "" if it is new.
func (r *Resource) Was() string {
	if r.Before == nil {
		return ""
	}
	return r.Before.Name
}

// resourceStem returns the stem of a resource's file names. Names of files that every service has are taken.
func resourceStem(name, storage string) string {
	return naming.FileStem(name, "service", strings.ToLower(storage), "custom", "server", "enums", "embed", "doc")
}
