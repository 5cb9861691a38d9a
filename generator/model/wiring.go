package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// ConnVar is the variable that holds the gateway's connection to the service: catalogConn.
func (s *Service) ConnVar() string { return naming.LowerFirst(s.GoName) + "Conn" }

// ReadMethods are the methods that change nothing, as constants of the protobuf package: catalogv1.CatalogService_GetProduct_FullMethodName.
func (s *Service) ReadMethods() []string {
	var names []string
	for _, m := range s.Methods() {
		if m.Safe {
			names = append(names, s.PBPackage+"."+s.PBName+"_"+m.RPC+"_FullMethodName")
		}
	}
	return names
}

// GatewayConn is the connection to the service, as a Go expression in package app of the gateway.
func (s *Service) GatewayConn() string {
	conn := "c." + s.GoName
	if s.hasField(func(f *Field) bool { return f.Kind.Type == spec.JSON && f.Resource.Has(spec.Update) }) {
		return "grpcx.Intercept(" + conn + ", mw.CompleteMasks)"
	}
	return conn
}

func (s *Service) hasField(holds func(*Field) bool) bool {
	return slices.ContainsFunc(s.Resources, func(r *Resource) bool { return slices.ContainsFunc(r.Fields, holds) })
}
