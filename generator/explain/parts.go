package explain

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

func explainModel(m *model.Model, own []model.OwnProto) *Workspace {
	e := &Workspace{Module: m.Module, HTTPPort: m.Gateway.HTTPPort, Own: own}
	for _, s := range m.Services {
		e.Services = append(e.Services, s.Name)
	}
	return e
}

func explainService(s *model.Service, own []model.OwnProto) *Service {
	e := &Service{
		Name: s.Name, Dir: s.Dir, Package: s.Package,
		Proto: s.ProtoPackage + "." + s.PBName, ProtoFile: "proto/" + s.ProtoPath,
		Database: s.Database, EnvPrefix: s.EnvPrefix, GRPCPort: s.GRPCPort, AdminPort: s.AdminPort,
		Resources: resourceNames(s), Enums: enumNames(s), Routes: s.Routes(),
	}
	for _, p := range own {
		if p.Package == s.ProtoPackage {
			e.Own = append(e.Own, p)
		}
	}
	e.Notes = renamed(e.Notes, "its Go package", strings.ReplaceAll(s.Name, "_", ""), s.Package)
	for _, p := range s.Peers {
		e.Calls = append(e.Calls, p.Service.Name)
	}
	for _, event := range s.CustomEvents {
		e.Events = append(e.Events, eventText(event))
	}
	for _, c := range s.Consumers {
		e.Consumers = append(e.Consumers, c.Name+": "+c.Listens())
	}
	for _, j := range s.Jobs {
		if j.Purge != nil {
			e.Jobs = append(e.Jobs, fmt.Sprintf("%s: %s, at most %s, deletes for good what of %s was deleted %s ago",
				j.Name, cmp.Or(j.Schedule, "by hand"), spec.FormatTimeout(j.Timeout), j.Purge.Resource.Name, spec.FormatPurgeAfter(j.Purge.After)))
			continue
		}
		e.Jobs = append(e.Jobs, fmt.Sprintf("%s: %s, at most %s, %s in %s/internal/%s/%s.job.go",
			j.Name, cmp.Or(j.Schedule, "by hand"), spec.FormatTimeout(j.Timeout), j.Func, s.Dir, s.Package, j.FileName))
	}
	if s.Database != s.Name {
		e.Notes = append(e.Notes, fmt.Sprintf("its database is called %s: a database keeps its name, and no two services share one", s.Database))
	}
	return e
}

// actionText says what an action does: status draft -> active, sets publish_time.
func actionText(a *model.Action) string {
	var parts []string
	if a.Field != nil {
		parts = append(parts, a.Transition())
	}
	if len(a.Set) > 0 {
		names := make([]string, len(a.Set))
		for i, s := range a.Set {
			names[i] = s.Field.Name
		}
		parts = append(parts, "sets "+strings.Join(names, ", "))
	}
	if a.Request != nil {
		parts = append(parts, "takes "+fieldTexts(a.Request))
	}
	if a.Returns != nil {
		parts = append(parts, "returns "+fieldTexts(a.Returns))
	}
	return strings.Join(parts, ", ")
}

// eventText says what an event is, and who listens: created: shop.catalog.v1.ProductCreated, orders.index listens.
func eventText(e *model.Event) string {
	text := e.Name + ": " + e.Type()
	switch all := listeners(e); len(all) {
	case 0:
		return text
	case 1:
		return text + ", " + all[0] + " listens"
	default:
		return text + ", " + strings.Join(all, ", ") + " listen"
	}
}

// listeners returns the consumers of the workspace that get an event: orders.index.
func listeners(e *model.Event) []string {
	var all []string
	for _, s := range e.Service.Workspace.Services {
		for _, c := range s.Consumers {
			if slices.Contains(c.Events, e) {
				all = append(all, s.Name+"."+c.Name)
			}
		}
	}
	return all
}

// renamed adds a note if name is not the usual one.
func renamed(notes []string, what, usual, name string) []string {
	if name == usual {
		return notes
	}
	return append(notes, fmt.Sprintf("%s is called %s: %s is taken", what, name, usual))
}

func explainResource(r *model.Resource, own []model.OwnProto) *Resource {
	e := &Resource{
		Name:     r.Name,
		Go:       r.Service.Package + "." + r.GoName,
		Message:  r.Service.ProtoPackage + "." + r.PBName,
		Table:    r.TableSQL,
		Routes:   r.Routes(),
		Reserved: r.Removed,
		SQL:      model.TableOf(r).SQL(),
	}
	for _, f := range r.Fields {
		e.Fields = append(e.Fields, explainField(f))
		if ops := filterText(f); ops != "" {
			e.Filter = append(e.Filter, f.Name+" "+ops)
		}
		if f.Search {
			e.Search = append(e.Search, f.Name)
		}
	}
	for _, m := range r.Actions() {
		e.Actions = append(e.Actions, string(m.Name)+": "+actionText(m.Action))
	}
	for _, event := range r.Events {
		e.Topic = r.Topic
		e.Events = append(e.Events, eventText(event))
	}
	for _, c := range r.Children {
		e.Children = append(e.Children, c.List.ProtoDecl(c))
	}
	if l := r.List; l != nil {
		e.HeldBy = r.Service.Name + "." + l.Parent.Name
	}
	for _, c := range r.Checks {
		e.Checks = append(e.Checks, c.Name+": "+c.Rule())
	}
	if r.Has(spec.List) {
		for _, f := range r.Sortable() {
			e.Sort = append(e.Sort, f.Name)
		}
	}
	stem := r.Service.Dir + "/internal/" + r.Service.Package + "/" + r.FileName
	if r.Prepares {
		e.Hooks = append(e.Hooks, "prepare"+r.GoName+" in "+stem+".prepare.go")
	}
	if r.Has(spec.Create) || r.Changes() {
		e.Hooks = append(e.Hooks, "check"+r.GoName+" in "+stem+".go")
	}
	for _, m := range r.OwnActions() {
		e.Hooks = append(e.Hooks, m.Action.Body+" in "+path.Dir(stem)+"/"+m.FileName()+".go")
	}
	if r.Serializable {
		e.Isolation = string(spec.Serializable)
	}
	e.Owner = ownerText(r)
	if n := len(r.Seeds); n > 0 {
		e.Notes = append(e.Notes, fmt.Sprintf("%d seeds, which `make dev` and the command seed of %s create", n, r.Service.Main().Name))
	}
	if methods := r.Idempotent(); len(methods) > 0 {
		e.Notes = append(e.Notes, "these have an effect once for an Idempotency-Key, which is kept for 24 hours: "+listed(methods))
	}
	if methods := r.ValidateOnly(); len(methods) > 0 {
		e.Notes = append(e.Notes, "clients can ask these to change nothing, by validate_only: "+listed(methods))
	}
	if paths := r.ExpandPaths(); len(paths) > 0 {
		e.Notes = append(e.Notes, "clients can have read with it, by expand: "+strings.Join(paths, ", "))
	}
	e.Notes = append(e.Notes, tellingUniques(r)...)
	for _, c := range r.Constraints {
		names := make([]string, len(c.Fields))
		for i, f := range c.Fields {
			names[i] = f.Name
		}
		e.Constraints = append(e.Constraints, strings.TrimRight(c.Name+" "+strings.Join(names, ", "), " ")+": "+c.Message)
	}
	for _, f := range r.Referrers() {
		e.ReferredBy = append(e.ReferredBy, f.Resource.Service.Name+"."+f.Resource.Name+"."+f.Name)
	}
	if len(e.ReferredBy) > 0 && r.HardDelete() {
		e.Notes = append(e.Notes, "other services keep the id of "+r.Article+" "+r.Title+" that is deleted; with soft_delete it stays there")
	}
	for _, p := range own {
		e.Own = append(e.Own, p.Under(r.Path)...)
	}
	e.Notes = renamed(e.Notes, "the entity", naming.GoName(r.Name), r.GoName)
	e.Notes = renamed(e.Notes, "the message", naming.MessageName(r.Name), r.PBName)
	e.Notes = renamed(e.Notes, "sqlc's struct", naming.GoName(r.Name), r.DBName)
	if r.FileName != r.Name {
		e.Notes = append(e.Notes, fmt.Sprintf("its files are called %s…: the file name %s is reserved", r.FileName, r.Name))
	}
	return e
}

// listed returns the names of methods as running text.
func listed(methods []spec.Method) string {
	names := make([]string, len(methods))
	for i, m := range methods {
		names[i] = string(m)
	}
	return strings.Join(names, ", ")
}
