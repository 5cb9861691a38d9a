package custom

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// This is version 1 of what templates see, which docs/packs.md describes. Fields can be added to it. Another change is another version.
// There are no pointers, because a printed pointer would be another text in each run.

// Workspace is what a template sees. Those of each: service, resource and program see the service, resource or program as well.
type Workspace struct {
	Header      string // text of the first line of a file that svcgen owns
	Module      string // github.com/acme/shop
	Name        string // shop
	Description string
	Auth        string   // none, jwt or sessions
	Roles       []string // that users can have
	Packs       []string
	Services    []Service
	Programs    []Program // all that the workspace builds
}

// OfService is the view of each: service.
type OfService struct {
	Workspace
	Service Service
}

// OfResource is the view of each: resource.
type OfResource struct {
	Workspace
	Service  Service
	Resource Resource
}

// OfProgram is the view of each: program.
type OfProgram struct {
	Workspace
	Program Program
}

// Service is one of the services.
type Service struct {
	Name         string // catalog
	Title        string // in running text
	Description  string
	Dir          string // services/catalog
	ProtoPackage string // shop.catalog.v1
	ProtoPath    string // shop/catalog/v1/catalog.proto, below proto/
	GRPCService  string // shop.catalog.v1.CatalogService
	Database     string
	EnvPrefix    string // CATALOG
	GRPCPort     int
	AdminPort    int
	Calls        []string // names of the services that it calls
	Resources    []Resource
	Programs     []Program
}

// Resource is what a service stores.
type Resource struct {
	Name        string // order_line
	Plural      string
	Title       string // order line
	Description string
	Service     string // name of its service
	Path        string // /v1/orderLines
	Routes      []Route
}

// Route is a method of REST.
type Route struct {
	Method string   // GET
	Path   string   // /v1/products/{id}
	RPC    string   // GetProduct
	Allow  []string // who may call it; nobody is named if the workspace has no rules
}

// Program is what the workspace builds.
type Program struct {
	Name       string // catalog-api
	Kind       string // api, worker, job, gateway, all-in-one
	Service    string // name of its service; "" for a program of the whole workspace
	Package    string // services/catalog/cmd/catalog-api
	Image      string // catalog: its container; "" if it has no image
	Dockerfile string
	HTTPPort   int // 0 if it does not have the port
	GRPCPort   int
	AdminPort  int
}

// viewOf returns what the template of a file sees.
func viewOf(v render.View) any {
	w := Workspace{
		Header: v.Header(), Module: v.Module, Name: v.Name, Description: v.Description, Auth: v.Auth, Roles: v.Roles, Packs: v.Packs,
	}
	for _, s := range v.Services {
		w.Services = append(w.Services, service(s))
	}
	for _, p := range v.Programs {
		w.Programs = append(w.Programs, program(p))
	}
	switch {
	case v.Resource != nil:
		return OfResource{w, service(v.Service), resource(v.Resource)}
	case v.Program != nil:
		return OfProgram{w, program(v.Program)}
	case v.Service != nil:
		return OfService{w, service(v.Service)}
	}
	return w
}

func service(s *model.Service) Service {
	out := Service{
		Name: s.Name, Title: s.Title, Description: s.Description, Dir: s.Dir, ProtoPackage: s.ProtoPackage, ProtoPath: s.ProtoPath,
		GRPCService: s.ProtoPackage + "." + s.PBName, Database: s.Database, EnvPrefix: s.EnvPrefix, GRPCPort: s.GRPCPort, AdminPort: s.AdminPort,
	}
	for _, p := range s.Peers {
		out.Calls = append(out.Calls, p.Service.Name)
	}
	for _, r := range s.Resources {
		out.Resources = append(out.Resources, resource(r))
	}
	for _, p := range s.Programs() {
		out.Programs = append(out.Programs, program(p))
	}
	return out
}

func resource(r *model.Resource) Resource {
	out := Resource{Name: r.Name, Plural: r.Plural, Title: r.Title, Description: r.Description, Service: r.Service.Name, Path: r.Path}
	for _, route := range r.Routes() {
		out.Routes = append(out.Routes, Route{route.Method, route.Path, route.RPC, route.Allow})
	}
	return out
}

func program(p *model.Program) Program {
	out := Program{
		Name: p.Name, Kind: string(p.Kind), Package: p.Package, Image: p.Image, Dockerfile: p.Dockerfile,
		HTTPPort: p.HTTPPort, GRPCPort: p.GRPCPort, AdminPort: p.AdminPort,
	}
	if p.Service != nil {
		out.Service = p.Service.Name
	}
	return out
}

var noField = regexp.MustCompile(`can't evaluate field (\w+) in type custom\.(\w+)$`)

// unknownField says in the words of the view that a field does not exist.
func unknownField(msg string) (text, hint string) {
	m := noField.FindStringSubmatch(msg)
	if m == nil {
		return msg, ""
	}
	field, of := m[1], m[2]
	for _, v := range []any{Workspace{}, OfService{}, OfResource{}, OfProgram{}, Service{}, Resource{}, Route{}, Program{}} {
		t := reflect.TypeOf(v)
		if t.Name() != of {
			continue
		}
		var names []string
		for _, f := range reflect.VisibleFields(t) {
			if !f.Anonymous {
				names = append(names, f.Name)
			}
		}
		text = fmt.Sprintf("%s: there is no field %s", strings.TrimSuffix(msg, ": "+m[0]), field)
		if slices.Contains([]string{"Service", "Resource", "Program"}, field) {
			return text, "it is there in a file with each: " + strings.ToLower(field)
		}
		if hint = spec.DidYouMean(field, names); hint == "" {
			hint = "there are " + strings.Join(names, ", ")
		}
		return text, hint
	}
	return msg, ""
}
