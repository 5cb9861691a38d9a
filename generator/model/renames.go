package model

import (
	"github.com/svcgen/svcgen/generator/naming"
)

// RemovedService is a service that this run removes.
type RemovedService struct{ Name, Database string }

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
