package say

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/explain"
	"github.com/svcgen/svcgen/generator/model"
)

// Raw prints a file.
func (r *Report) Raw(data []byte) error {
	_, err := r.out.Write(data)
	return err
}

// Version prints which svcgen this is.
func (r *Report) Version(v VersionInfo) {
	from := ""
	if len(v.Revision) > 12 {
		from = " from " + v.Revision[:12]
		if v.Modified {
			from += " with changes"
		}
	}
	r.outf("svcgen %s%s\n", v.Version, from)
	r.pair("go", v.Go+" "+v.Platform)
	for _, t := range v.Tools {
		r.pair(t.Name, t.Version)
	}
}

// pair prints a name and what belongs to it; further lines are indented below.
func (r *Report) pair(name, value string) {
	const margin = 27
	for line := range strings.SplitSeq(value, "\n") {
		for _, part := range wrap(line, ScreenWidth-margin) {
			r.outf("%s\n", strings.TrimRight(fmt.Sprintf("  %-24s %s", name, part), " "))
			name = ""
		}
	}
}

// wrap breaks a line between words; what it goes on with is indented by two. A line that fits stays as it is.
func wrap(line string, width int) []string {
	var lines []string
	for len([]rune(line)) > width {
		chars := []rune(line)
		at := width
		for at > 2 && chars[at] != ' ' {
			at--
		}
		if at <= 2 { // one long word, of which nothing is to be cut off
			break
		}
		lines = append(lines, string(chars[:at]))
		line = "  " + strings.TrimLeft(string(chars[at:]), " ")
	}
	return append(lines, line)
}

// pairs prints several values under one name, or nothing if there are none.
func (r *Report) pairs(name string, values []string) {
	if len(values) > 0 {
		r.pair(name, strings.Join(values, "\n"))
	}
}

// List prints the services and programs of a workspace.
func (r *Report) List(l Listing) {
	r.outf("%s  %s, %s\n", l.Module, Count(len(l.Services), "service"), Count(l.Resources, "resource"))
	for _, s := range l.Services {
		r.outf("  %-16s %s\n", s.Name, strings.Join(s.Resources, ", "))
		for _, c := range s.Components {
			r.component("", c)
		}
	}
	r.component(l.Gateway.Name, l.Gateway)
	r.outf("  %-16s %s\n", "all in one", l.AllInOne.Package)
}

func (r *Report) component(name string, c Component) {
	line := fmt.Sprintf("  %-16s %s", name, c.Package)
	if c.GRPCPort != 0 {
		line += fmt.Sprintf("  grpc :%d", c.GRPCPort)
	}
	if c.HTTPPort != 0 {
		line += fmt.Sprintf("  http :%d", c.HTTPPort)
	}
	r.outf("%s\n", line)
}

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
	case e.Field != nil:
		r.outf("%s\n", e.Path)
		r.explainField(*e.Field)
	}
}

func (r *Report) explainWorkspace(w *explain.Workspace) {
	r.outf("workspace %s\n", w.Module)
	r.pair("services", strings.Join(w.Services, ", "))
	r.pair("gateway", fmt.Sprintf("http :%d", w.HTTPPort))
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
	r.routes(s.Routes)
	r.pairs("notes", s.Notes)
	r.outf("more: svcgen explain %s.%s\n", s.Name, first(s.Resources, "RESOURCE"))
}

func (r *Report) explainResource(e *explain.Resource) {
	r.outf("resource %s\n", e.Name)
	r.pair("go", e.Go)
	r.pair("message", e.Message)
	r.pair("table", e.Table)
	r.pairs("filter", e.Filter)
	if len(e.Sort) > 0 {
		r.pair("order_by", strings.Join(e.Sort, ", "))
	}
	if len(e.Search) > 0 {
		r.pair("search", strings.Join(e.Search, ", "))
	}
	r.routes(e.Routes)
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
	for _, t := range e.Reserved {
		r.pair("reserved", fmt.Sprintf("%s = %d", t.Name, t.Number))
	}
}

func (r *Report) routes(routes []model.Route) {
	lines, width := make([]string, len(routes)), 0
	for _, route := range routes {
		width = max(width, len(route.Path))
	}
	for i, route := range routes {
		lines[i] = fmt.Sprintf("%-6s %-*s  %s", route.Method, width, route.Path, route.RPC)
	}
	r.pairs("routes", lines)
}

func first(names []string, other string) string {
	if len(names) == 0 {
		return other
	}
	return names[0]
}

// VersionInfo is what `svcgen version` prints.
type VersionInfo struct {
	Version  string   `json:"version"`
	Revision string   `json:"revision,omitempty"` // commit that it was built from
	Modified bool     `json:"modified,omitempty"` // with changes that were not committed
	Go       string   `json:"go"`
	Platform string   `json:"platform"`
	Tools    []Pinned `json:"tools"` // generators whose output depends on their version
}

// Pinned is a generator with its version.
type Pinned struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Listing is a workspace as `svcgen list --json` prints it, for CI and scripts.
type Listing struct {
	Module    string          `json:"module"`
	Name      string          `json:"name"`
	Services  []ListedService `json:"services"`
	Gateway   Component       `json:"gateway"`
	AllInOne  Component       `json:"all_in_one"`
	Resources int             `json:"resources"`
}

// ListedService is a service of a Listing.
type ListedService struct {
	Name       string      `json:"name"`
	Dir        string      `json:"dir"`
	Resources  []string    `json:"resources"`
	Components []Component `json:"components"`
	Dockerfile string      `json:"dockerfile"`
	GRPCPort   int         `json:"grpc_port"`
}

// Component is a program of the workspace.
type Component struct {
	Name       string `json:"name"`
	Package    string `json:"package"`         // for go build, relative to the workspace
	Kind       string `json:"kind"`            // api, gateway, all-in-one
	Image      string `json:"image,omitempty"` // without the prefix of the workspace
	Dockerfile string `json:"dockerfile,omitempty"`
	GRPCPort   int    `json:"grpc_port,omitempty"`
	HTTPPort   int    `json:"http_port,omitempty"`
}
