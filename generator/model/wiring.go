package model

import (
	"net/http"

	"github.com/svcgen/svcgen/generator/spec"
)

// AppVar is the variable that holds the service where all services are put together: catalogApp.
func (s *Service) AppVar() string { return lowerFirst(s.GoName) + "App" }

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
		return "grpcx.Intercept(" + conn + ", mw.CompleteMasks)"
	}
	return conn
}
