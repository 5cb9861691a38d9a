package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// ClientMethod is a method of the Go client with which other services call a service.
type ClientMethod struct {
	Name   string // GetProduct
	Params string // ctx context.Context, id uuid.UUID
	Args   string // id: the parameters without ctx, as arguments; "" for none
	Result string // (*Product, error)
	Double string // &Product{ID: id}, nil: what a double returns that nobody has told what to do
	Doc    string // "returns a product. It returns errs.NotFound if there is none."
}

// Signature returns the method without its name: (ctx context.Context, id uuid.UUID) (*Product, error).
func (m ClientMethod) Signature() string { return "(" + m.Params + ") " + m.Result }

// Declaration returns the method as an interface declares it.
func (m ClientMethod) Declaration() string { return m.Name + m.Signature() }

// Passed returns the arguments of a call that passes on those of the method: ctx, id.
func (m ClientMethod) Passed() string {
	args := "ctx"
	if m.Args != "" {
		args += ", " + m.Args
	}
	if strings.Contains(m.Params, "...") {
		args += "..."
	}
	return args
}

// ClientMethods returns the methods of the client of the service, as code of another package writes them if pkg is the client's package,
// or as its own code does if pkg is "".
func (s *Service) ClientMethods(pkg string) []ClientMethod {
	var all []ClientMethod
	for _, r := range s.Resources {
		all = append(all, r.ClientMethods(pkg)...)
	}
	for _, m := range s.OwnMethods {
		all = append(all, m.clientOfOwn(pkg))
	}
	return all
}

// ClientMethods returns the methods of the client for the resource, as code of another package writes them if pkg is the client's package,
// or as its own code does if pkg is "".
func (r *Resource) ClientMethods(pkg string) []ClientMethod {
	var all []ClientMethod
	for _, m := range r.Methods {
		all = append(all, m.client(pkg))
	}
	if r.Has(spec.Get) {
		all = append(all, ClientMethod{
			Name: r.MissingName(), Params: "ctx context.Context, ids ...uuid.UUID", Args: "ids", Result: "([]uuid.UUID, error)",
			Double: "nil, nil", Doc: "returns those of ids that no " + r.Title + " has.",
		})
	}
	return all
}

// ClientMethod finds a method of the client by the name of the method that it calls, as code of the client's package writes it.
func (r *Resource) ClientMethod(name spec.Method) ClientMethod { return r.Method(name).Client() }

// Client returns the method of the client, as code of the client's package writes it.
func (m Method) Client() ClientMethod {
	if m.OfService() {
		return m.clientOfOwn("")
	}
	return m.client("")
}

// MissingName returns the method of the client that finds ids which nothing has: MissingProducts.
func (r *Resource) MissingName() string { return "Missing" + r.GoPlural }

// client returns the method of the client for a method of a resource.
func (m Method) client(pkg string) ClientMethod {
	r := m.Resource
	entity := r.GoName
	if pkg != "" {
		entity = pkg + "." + entity
	}
	a := r.Article + " " + r.Title
	one := fmt.Sprintf("(*%s, error)", entity)
	c := ClientMethod{Name: m.UseCase, Params: "ctx context.Context, id uuid.UUID, version int64", Args: "id, version", Result: one, Double: "&" + entity + "{ID: id}, nil"}
	const whichever = "; 0 stands for any version."
	switch m.Name {
	case spec.Create:
		c.Params, c.Args, c.Double = "ctx context.Context, draft *"+entity, "draft", "draft, nil"
		c.Doc = "creates " + a + " with the fields of draft that clients can set, and returns it."
	case spec.Get:
		c.Params, c.Args = "ctx context.Context, id uuid.UUID", "id"
		c.Doc = "returns " + a + ", or errs.NotFound."
	case spec.List:
		c.Params, c.Args = "ctx context.Context, q peer.Query", "q"
		c.Result, c.Double = "(peer.Page[*"+entity+"], error)", "peer.Page[*"+entity+"]{}, nil"
		c.Doc = "returns a page of " + r.TitlePlural + "."
	case spec.BatchGet:
		c.Params, c.Args = "ctx context.Context, ids []uuid.UUID", "ids"
		c.Result, c.Double = "([]*"+entity+", error)", "testkit.Each(ids, func(id uuid.UUID) *"+entity+" { return &"+entity+"{ID: id} }), nil"
		c.Doc = "returns the " + r.TitlePlural + " with the ids, in their order, or errs.NotFound with a violation of ids[3] for each that does not exist."
	case spec.BatchCreate:
		c.Params, c.Args, c.Double = "ctx context.Context, drafts []*"+entity, "drafts", "drafts, nil"
		c.Result = "([]*" + entity + ", error)"
		c.Doc = "creates all of the " + r.TitlePlural + " or none, as " + r.Method(spec.Create).UseCase + " does, and returns them in the order of drafts."
	case spec.Update:
		c.Params, c.Args, c.Double = "ctx context.Context, patch *"+entity+", fields []string", "patch, fields", "patch, nil"
		c.Doc = "sets the named fields of the " + r.Title + " patch.ID, if it has version patch.Version, and returns it" + whichever
	case spec.Delete:
		c.Doc = "deletes a version of " + a + whichever
		if m.RemovesRow {
			c.Result, c.Double = "error", "nil"
		}
	case spec.Undelete:
		c.Doc = "restores a version of a deleted " + r.Title + whichever
	default:
		c.addAction(m.Action, pkg)
		c.Doc = m.Action.DoesTo(r) + ". It returns errs.Stale unless version is the stored one or 0."
	}
	return c
}

// clientOfOwn returns the method of the client for a method that belongs to no resource.
func (m Method) clientOfOwn(pkg string) ClientMethod {
	c := ClientMethod{
		Name: m.UseCase, Params: "ctx context.Context", Result: "error", Double: "nil", Doc: "calls the method " + string(m.Name) + " of the service.",
	}
	c.addAction(m.Action, pkg)
	return c
}

// addAction adds what an action takes and returns.
func (m *ClientMethod) addAction(a *Action, pkg string) {
	name := func(message *Resource) string {
		if pkg == "" {
			return message.GoName
		}
		return pkg + "." + message.GoName
	}
	if a.Request != nil {
		m.Params += ", in *" + name(a.Request)
		m.Args = strings.TrimPrefix(m.Args+", in", ", ")
	}
	if a.Returns != nil {
		m.Result, m.Double = "(*"+name(a.Returns)+", error)", "&"+name(a.Returns)+"{}, nil"
	}
}

// BatchMissing returns the method with which clients find out at once which of several ids nothing has; nil if there is none that
// everybody may call who may get one of them. Clients then ask for each.
func (r *Resource) BatchMissing() *Method {
	get, batch := r.Method(spec.Get), r.Method(spec.BatchGet)
	if get == nil || batch == nil || get.Rule != nil && !slices.Equal(get.Rule.Words, batch.Rule.Words) {
		return nil
	}
	return batch
}
