package model

import "strings"

// Route is a REST route of the gateway and the gRPC method behind it.
type Route struct {
	Method string `json:"method"` // POST
	Path   string `json:"path"`   // /v1/products/{id}
	RPC    string `json:"rpc"`    // CreateProduct
}

// Routes returns the REST routes of the resource.
func (r *Resource) Routes() []Route {
	routes := make([]Route, len(r.Methods))
	for i, m := range r.Methods {
		routes[i] = Route{Method: strings.ToUpper(m.Verb), Path: m.Path, RPC: m.RPC}
	}
	return routes
}

// Routes returns the REST routes of the service.
func (s *Service) Routes() []Route {
	var all []Route
	for _, r := range s.Resources {
		all = append(all, r.Routes()...)
	}
	return all
}
