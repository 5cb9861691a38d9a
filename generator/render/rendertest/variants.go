package rendertest

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Variants returns small workspaces, each with one part of the spec language: one type in one role, one flag, one set of
// methods. Their names say which.
func Variants(tb testing.TB) map[string]*model.Model {
	tb.Helper()
	all := map[string]*model.Model{}
	add := func(name string, methods []spec.Method, fields ...*spec.Field) {
		r := &spec.Resource{Name: "thing", Methods: methods, Fields: fields}
		for _, m := range methods {
			r.SoftDelete = r.SoftDelete || m == spec.Undelete
		}
		resources := []*spec.Resource{r}
		for _, f := range fields {
			if f.Type == spec.Ref {
				resources = append(resources, &spec.Resource{
					Name: f.Ref, Methods: methods, Fields: []*spec.Field{{Name: "title", Type: spec.String}},
				})
			}
		}
		all[name] = workspace(tb, "github.com/acme/shop", "shop", &spec.Service{
			Name: "stock", Resources: resources,
			Enums: []*spec.Enum{{Name: "thing_value", Values: []string{"one", "two"}}},
		})
	}
	title := func() *spec.Field { return &spec.Field{Name: "title", Type: spec.String} }
	for _, f := range types() {
		name := string(f.Type)
		if f.Currency != "" {
			name += " of " + f.Currency
		}
		role := func(role string, change func(*spec.Field)) {
			with := f
			with.Name = "value"
			change(&with)
			add(name+" "+role, crud(), title(), &with)
		}
		role("required", func(*spec.Field) {})
		role("optional", func(f *spec.Field) { f.Optional = true })
		role("immutable", func(f *spec.Field) { f.Immutable = true })
		role("output only", func(f *spec.Field) { f.OutputOnly, f.Optional = true, true })
		if docOf(&f).List {
			role("repeated", func(f *spec.Field) { f.Repeated = true })
		}
		if fits(&f, "filter") {
			role("filter", func(f *spec.Field) { f.Filter = []spec.Op{spec.OpEq} })
		}
		if fits(&f, "sort") {
			role("sort", func(f *spec.Field) { f.Sort = true })
			role("optional in lists", func(f *spec.Field) { f.Optional, f.Sort, f.Filter = true, true, []spec.Op{spec.OpEq} })
		}
	}
	for _, format := range []spec.Format{spec.Email, spec.URI, spec.Hostname, spec.IP} {
		add("format "+string(format), crud(), &spec.Field{Name: "value", Type: spec.String, Format: format})
	}
	add("unique items", crud(), &spec.Field{Name: "value", Type: spec.String, Repeated: true, UniqueItems: true})
	add("search", crud(), &spec.Field{Name: "value", Type: spec.String, Search: true})
	add("read only", []spec.Method{spec.Get, spec.List}, title())
	add("get only", []spec.Method{spec.Get}, title())
	add("no list", []spec.Method{spec.Create, spec.Get, spec.Update, spec.Delete}, title())
	add("no list, but a filter", []spec.Method{spec.Create, spec.Get},
		&spec.Field{Name: "value", Type: spec.Int32, Filter: []spec.Op{spec.OpEq}, Sort: true})
	add("batch get only", []spec.Method{spec.BatchGet}, title())
	add("batch create", []spec.Method{spec.Create, spec.BatchCreate}, title())
	add("update only", []spec.Method{spec.Update}, title())
	add("create only", []spec.Method{spec.Create}, title())
	add("no update", []spec.Method{spec.Create, spec.Get, spec.List, spec.Delete}, title())
	add("soft delete", append(crud(), spec.Undelete), title())
	for name, change := range map[string]func(*spec.Resource, *spec.Field){
		"required":    func(*spec.Resource, *spec.Field) {},
		"optional":    func(_ *spec.Resource, f *spec.Field) { f.Optional = true },
		"immutable":   func(_ *spec.Resource, f *spec.Field) { f.Immutable = true },
		"output only": func(_ *spec.Resource, f *spec.Field) { f.OutputOnly, f.Optional = true, true },
		"prepared":    func(r *spec.Resource, _ *spec.Field) { r.Hooks = []spec.Hook{spec.Prepare} },
		"no create":   func(r *spec.Resource, _ *spec.Field) { r.Methods = []spec.Method{spec.Get, spec.Update} },
		"no update":   func(r *spec.Resource, _ *spec.Field) { r.Methods = []spec.Method{spec.Create, spec.Delete} },
	} {
		f := &spec.Field{Name: "note", Type: spec.Ref, RefService: "notes", Ref: "note"}
		r := &spec.Resource{Name: "thing", Methods: crud(), Fields: []*spec.Field{title(), f}}
		change(r, f)
		all["ref to another service, "+name] = workspace(tb, "github.com/acme/shop", "shop",
			one("notes", "note"), &spec.Service{Name: "stock", Resources: []*spec.Resource{r}})
	}
	for name, change := range map[string]func(*spec.Field){
		"required": func(*spec.Field) {},
		"optional": func(f *spec.Field) { f.Optional = true },
	} {
		for _, f := range types() {
			if f.Type == spec.Ref {
				continue
			}
			f.Name = "value"
			change(&f)
			all["methods, "+string(f.Type)+" of "+f.Currency+" "+name] = workspace(tb, "github.com/acme/shop", "shop", methods(&f))
		}
	}
	lines := &spec.Resource{Name: spec.ChildName("thing", "line"), Fields: []*spec.Field{title()}, Child: &spec.Child{Of: "thing", Key: "line"}}
	all["batches with children"] = workspace(tb, "github.com/acme/shop", "shop", &spec.Service{Name: "stock", Resources: []*spec.Resource{{
		Name: "thing", Methods: append(crud(), spec.BatchGet, spec.BatchCreate), Fields: []*spec.Field{title()}, Children: []*spec.Resource{lines},
	}}})
	all["a service without resources"] = workspace(tb, "github.com/acme/shop", "shop", one("notes", "note"), &spec.Service{Name: "stock"})
	return all
}

// methods is a service with methods and actions, each of which gets or returns a field, and an event with the field.
func methods(f *spec.Field) *spec.Service {
	s := one("stock", "thing")
	s.Enums = []*spec.Enum{{Name: "thing_value", Values: []string{"one", "two"}}}
	message := func() *spec.Message {
		own := *f
		return &spec.Message{Fields: []*spec.Field{&own}}
	}
	s.Methods = []*spec.ServiceMethod{{Name: "tell", Path: "/tell", Request: message()}, {Name: "ask", Path: "/ask", Returns: message()}}
	s.Events = []*spec.CustomEvent{{Name: "told", Fields: append([]*spec.Field{{Name: "about", Type: spec.String, Key: true}}, message().Fields...)}}
	s.Consumers = []*spec.Consumer{{Name: "note_it", On: []spec.EventRef{{Service: "stock", Event: "told"}}}}
	s.Resources[0].Actions = []*spec.Action{{Name: "order", Own: true, Request: message()}, {Name: "weigh", Own: true, Returns: message()}}
	return s
}

// types returns a field of each type, and of each form of a type that differs from the others.
func types() []spec.Field {
	var all []spec.Field
	for _, doc := range spec.TypeDocs() {
		f := spec.Field{Type: doc.Type}
		switch doc.Type {
		case spec.Decimal:
			f.Precision, f.Scale = 10, 2
		case spec.Money:
			all = append(all, f)
			f.Currency = "EUR"
		case spec.EnumType:
			f.Enum = "thing_value"
		case spec.Ref:
			f.Ref = "shelf"
		}
		all = append(all, f)
	}
	return all
}

// fits reports whether a key fits the type of the field; money has its keys only with a currency.
func fits(f *spec.Field, key string) bool {
	doc := docOf(f)
	return slices.Contains(doc.Keys, key) && (doc.Needs == "" || f.Currency != "")
}

func docOf(f *spec.Field) spec.TypeDoc {
	docs := spec.TypeDocs()
	return docs[slices.IndexFunc(docs, func(d spec.TypeDoc) bool { return d.Type == f.Type })]
}
