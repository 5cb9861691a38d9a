package model

import (
	"net/http"
	"slices"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// AppVar is the variable that holds the service where all services are put together: catalogApp.
func (s *Service) AppVar() string { return naming.LowerFirst(s.GoName) + "App" }

// ReadMethods are the full names, as constants of the protobuf package, of the methods that change nothing.
func (s *Service) ReadMethods() []string {
	var names []string
	for _, route := range s.Routes() {
		if route.Method == http.MethodGet {
			names = append(names, s.PBPackage+"."+s.PBName+"_"+route.RPC+"_FullMethodName")
		}
	}
	return names
}

// GatewayConn is the connection, in package app of the gateway, over which it calls the service.
func (s *Service) GatewayConn() string {
	conn := "c." + s.GoName
	if s.hasField(func(f *Field) bool { return f.Kind.Type == spec.JSON && f.Resource.Has(spec.Update) }) {
		return "mw.CompleteMasks{ClientConnInterface: " + conn + "}"
	}
	return conn
}

func (s *Service) hasField(holds func(*Field) bool) bool {
	return slices.ContainsFunc(s.Resources, func(r *Resource) bool { return slices.ContainsFunc(r.Fields, holds) })
}
