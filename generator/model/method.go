package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Method is a method of a resource, a standard one or an action: its RPC, its REST route and what it does with the row.
type Method struct {
	Name     spec.Method
	RPC      string // CreateApiKey
	UseCase  string // CreateAPIKey: the method of the domain's Service
	Request  string // CreateApiKeyRequest
	Response string // ApiKey, ListApiKeysResponse or google.protobuf.Empty
	Verb     string // post
	Path     string // /v1/apiKeys/{id}:undelete
	Body     string // api_key, "*" or ""
	Doc      string // "CreateApiKey creates an API key."

	TakesResource bool // the request holds the resource, or several
	TakesID       bool // the request names an existing resource
	ReadsRow      bool
	WritesRow     bool // stores a new version of an existing row
	RemovesRow    bool
	RestoresRow   bool // takes back a soft delete
	Safe          bool // changes nothing, so that a client may retry it
	ValidatesOnly bool // clients can ask it to check a request and change nothing
	Idempotent    bool // requests with a key have an effect once

	Action   *Action // nil for a standard method
	Rule     *Rule   // who may call it; nil if the workspace has no rules
	Resource *Resource
}

// ProtoEmpty is the response of a method that returns nothing.
const ProtoEmpty = "google.protobuf.Empty"

// ProtoPath returns the path as the proto file writes it. In an update the id is a field of the resource in the body.
func (m Method) ProtoPath() string {
	if m.TakesResource {
		return strings.Replace(m.Path, "{id}", "{"+m.Body+".id}", 1)
	}
	return m.Path
}

// Signature returns the method of the gRPC server in package rpc, without the receiver.
func (m Method) Signature() string {
	pb := m.Resource.Service.PBPackage + "."
	response := pb + m.Response
	if m.Response == ProtoEmpty {
		response = "emptypb.Empty"
	}
	return m.RPC + "(ctx context.Context, req *" + pb + m.Request + ") (*" + response + ", error)"
}

// Methods returns the methods of the protobuf service, in the order of their declaration.
func (s *Service) Methods() []Method {
	var all []Method
	for _, r := range s.Resources {
		all = append(all, r.Methods...)
	}
	return append(all, s.OwnMethods...)
}

// Method finds a method of the resource by its name; nil if it has none. For templates: {{ with .Method "create" }}.
func (r *Resource) Method(name spec.Method) *Method {
	i := slices.IndexFunc(r.Methods, func(m Method) bool { return m.Name == name })
	if i < 0 {
		return nil
	}
	return &r.Methods[i]
}

// Has reports whether the resource has the method. For templates: {{ if .Has "create" }}.
func (r *Resource) Has(name spec.Method) bool { return r.Method(name) != nil }

func hasMethod(r *Resource, holds func(Method) bool) bool {
	return slices.ContainsFunc(r.Methods, holds)
}

// TakesInput reports whether clients can send the resource to a method.
func (r *Resource) TakesInput() bool {
	return hasMethod(r, func(m Method) bool { return m.TakesResource })
}

// HasIDRoute reports whether clients can name one resource by its id.
func (r *Resource) HasIDRoute() bool { return hasMethod(r, func(m Method) bool { return m.TakesID }) }

// HardDelete reports whether a method removes the row.
func (r *Resource) HardDelete() bool {
	return hasMethod(r, func(m Method) bool { return m.RemovesRow })
}

// WritesRow reports whether a method stores a new version of a row.
func (r *Resource) WritesRow() bool { return hasMethod(r, func(m Method) bool { return m.WritesRow }) }

// Changes reports whether a method stores a new version of a row or removes it.
func (r *Resource) Changes() bool { return r.WritesRow() || r.HardDelete() }

// Route is a REST route of the gateway and the gRPC method behind it.
type Route struct {
	Method string `json:"method"` // POST
	Path   string `json:"path"`   // /v1/products/{id}
	RPC    string `json:"rpc"`    // CreateProduct

	Allow []string `json:"allow,omitempty"` // who may call it; nil if the workspace has no rules
	Rule  string   `json:"rule,omitempty"`  // where the spec says that: services/catalog/service.yaml:14:9
}

// Routes returns the REST routes of the resource.
func (r *Resource) Routes() []Route {
	return routesOf(r.Methods)
}

func routesOf(methods []Method) []Route {
	routes := make([]Route, len(methods))
	for i, m := range methods {
		routes[i] = Route{Method: strings.ToUpper(m.Verb), Path: m.Path, RPC: m.RPC}
		if m.Rule != nil {
			routes[i].Allow, routes[i].Rule = m.Rule.Words, m.Rule.Pos.String()
		}
	}
	return routes
}

// Routes returns the REST routes of the service.
func (s *Service) Routes() []Route {
	var all []Route
	for _, r := range s.Resources {
		all = append(all, r.Routes()...)
	}
	return append(all, routesOf(s.OwnMethods)...)
}
