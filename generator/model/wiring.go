package model

import (
	"net/http"

	"github.com/svcgen/svcgen/generator/spec"
)

// ConnVar is the variable that holds the gateway's connection to the service: catalogConn.
func (s *Service) ConnVar() string { return lowerFirst(s.GoName) + "Conn" }

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
