package say

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/explain"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Explain prints what svcgen makes of a part of the spec.
func (r *Report) Explain(e *explain.Explanation) {
	switch {
	case e.Workspace != nil:
		r.explainWorkspace(e.Workspace)
	case e.Service != nil:
		r.explainService(e.Service)
	case e.Resource != nil:
		r.explainResource(e.Resource)
	case e.Enum != nil:
		r.explainEnum(e.Enum)
	case e.Action != nil:
		r.explainAction("action", e.Path, e.Action)
	case e.Method != nil:
		r.explainAction("method", e.Path, e.Method)
	case e.Job != nil:
		r.explainJob(e.Path, e.Job)
	case e.Event != nil:
		r.explainEvent(e.Path, e.Event)
	case e.Consumer != nil:
		r.explainConsumer(e.Path, e.Consumer)
	case e.Field != nil:
		r.outf("%s\n", e.Path)
		r.explainField(*e.Field)
	}
}

func (r *Report) explainWorkspace(w *explain.Workspace) {
	r.outf("workspace %s\n", w.Module)
	r.pair("services", strings.Join(w.Services, ", "))
	r.pair("gateway", fmt.Sprintf("http :%d", w.HTTPPort))
	r.own(w.Own)
	r.outf("more: svcgen explain %s\n", first(w.Services, "SERVICE"))
}

func (r *Report) explainService(s *explain.Service) {
	r.outf("service %s\n", s.Name)
	r.pair("directory", s.Dir)
	r.pair("go package", s.Package)
	r.pair("protobuf", s.Proto)
	r.pair("proto file", s.ProtoFile)
	r.pair("database", s.Database)
	r.pair("environment", s.EnvPrefix+"_…")
	r.pair("ports", fmt.Sprintf("grpc :%d  admin :%d", s.GRPCPort, s.AdminPort))
	r.pair("resources", strings.Join(s.Resources, ", "))
	if len(s.Enums) > 0 {
		r.pair("enums", strings.Join(s.Enums, ", "))
	}
	if len(s.Calls) > 0 {
		r.pair("calls", strings.Join(s.Calls, ", "))
	}
	r.pairs("events", s.Events)
	r.pairs("consumers", s.Consumers)
	r.pairs("jobs", s.Jobs)
	r.routes("routes", s.Routes)
	r.rules(s.Routes)
	r.own(s.Own)
	r.pairs("notes", s.Notes)
	r.outf("more: svcgen explain %s.%s\n", s.Name, first(s.Resources, "RESOURCE"))
}

func (r *Report) explainResource(e *explain.Resource) {
	r.outf("resource %s\n", e.Name)
	r.pair("go", e.Go)
	r.pair("message", e.Message)
	r.pair("table", e.Table)
	if e.HeldBy != "" {
		r.pair("part of", e.HeldBy)
	}
	r.pairs("children", e.Children)
	r.pairs("actions", e.Actions)
	r.pairs("checks", e.Checks)
	if e.Topic != "" {
		r.pair("topic", e.Topic)
	}
	r.pairs("events", e.Events)
	r.pairs("filter", e.Filter)
	if len(e.Sort) > 0 {
		r.pair("order_by", strings.Join(e.Sort, ", "))
	}
	if len(e.Search) > 0 {
		r.pair("search", strings.Join(e.Search, ", ")+"; as in filter=red shoes")
	}
	r.routes("routes", e.Routes)
	if e.Owner != "" {
		r.pair("owner", e.Owner)
	}
	r.rules(e.Routes)
	r.ownMethods(e.Own)
	r.pairs("hooks", e.Hooks)
	r.pairs("referred by", e.ReferredBy)
	if e.Isolation != "" {
		r.pair("isolation", e.Isolation)
	}
	r.pairs("constraints", e.Constraints)
	for _, t := range e.Reserved {
		r.pair("reserved", fmt.Sprintf("%s = %d", t.Name, t.Number))
	}
	r.pairs("notes", e.Notes)
	r.outf("\nfields\n")
	width := 0
	for _, f := range e.Fields {
		width = max(width, len(f.Name))
	}
	for _, f := range e.Fields {
		r.outf("  %s\n", strings.TrimRight(fmt.Sprintf("%-*s  %-24s %s", width, f.Name, f.Type, f.Presence), " "))
	}
	r.outf("\n%s\n", e.SQL)
}

func (r *Report) explainField(f explain.Field) {
	r.pair("type", f.Type)
	r.pair("presence", f.Presence)
	r.pair("go", f.Go)
	r.pair("proto", f.Proto)
	r.pair("protobuf go", f.ProtoGo)
	r.pair("json", f.JSON)
	r.pair("column", f.Column)
	r.pairs("constraints", f.Constraints)
	if f.Filter != "" {
		r.pair("filter", f.Filter)
	}
	var lists []string
	if f.Sort {
		lists = append(lists, "order_by")
	}
	if f.Search {
		lists = append(lists, "search")
	}
	if len(lists) > 0 {
		r.pair("lists", strings.Join(lists, ", "))
	}
	r.pairs("notes", f.Notes)
}

func (r *Report) explainEnum(e *explain.Enum) {
	r.outf("enum %s\n", e.Name)
	r.pair("go", e.Go)
	r.pair("proto", e.Proto)
	for _, v := range e.Values {
		r.pair(v.Name, fmt.Sprintf("%s = %d, %s", v.Proto, v.Number, v.Go))
	}
	names := spec.ProtoEnums
	if v := e.Values[0]; v.JSON == v.Name {
		names = spec.ShortEnums
	}
	r.pair("in JSON", fmt.Sprintf("%s (json_enums: %s)", e.Values[0].JSON, names))
	for _, t := range e.Reserved {
		r.pair("reserved", fmt.Sprintf("%s = %d", t.Name, t.Number))
	}
}

// own prints the user's protos, and the methods that they declare.
func (r *Report) own(protos []model.OwnProto) {
	var files []string
	var methods []model.Route
	for _, p := range protos {
		files = append(files, p.File)
		for _, s := range p.Services {
			methods = append(methods, s.Methods...)
		}
	}
	r.pairs("own protos", files)
	r.ownMethods(methods)
}

// ownMethods prints methods of the user, with the names of their services, but without those of the packages.
func (r *Report) ownMethods(methods []model.Route) {
	short := slices.Clone(methods)
	for i, m := range methods {
		names := strings.Split(m.RPC, ".")
		short[i].RPC = strings.Join(names[max(0, len(names)-2):], ".")
		if m.Method == "" {
			short[i] = model.Route{Method: "gRPC", Path: short[i].RPC}
		}
	}
	r.routes("own methods", short)
}

func (r *Report) routes(name string, routes []model.Route) {
	lines, width := make([]string, len(routes)), 0
	for _, route := range routes {
		width = max(width, len(route.Path))
	}
	for i, route := range routes {
		lines[i] = fmt.Sprintf("%-6s %-*s  %s", route.Method, width, route.Path, route.RPC)
	}
	r.pairs(name, lines)
}

// rules prints who may call what, and where the spec says that. Methods that one rule decides about are together.
func (r *Report) rules(routes []model.Route) {
	var rules, lines []string
	for _, route := range routes {
		if route.Rule == "" {
			continue
		}
		at := slices.Index(rules, route.Rule)
		if at < 0 {
			at = len(rules)
			rules = append(rules, route.Rule)
			lines = append(lines, strings.Join(route.Allow, ", ")+" ("+route.Rule+"):")
		}
		lines[at] += " " + route.RPC
	}
	r.pairs("allow", lines)
}

func first(names []string, other string) string {
	if len(names) == 0 {
		return other
	}
	return names[0]
}
