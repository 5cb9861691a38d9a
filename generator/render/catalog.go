package render

import (
	"io/fs"
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// Row says everything about one file of the output but its text. The rows stand in the catalog_*.go files, by area; a
// file is written where a row says so and nowhere else.
type Row struct {
	// Template is the path below the pack's folder (templates/core for the core): service/app/app.gen.go.tmpl. It is
	// called as its output is, plus .tmpl. Partials that several templates of one folder share stand in files called
	// _<what>.tmpl beside them, as {{ define "…" }}.
	Template string

	// Path is where the file goes in the workspace. Placeholders: {name} (the workspace) and {protoroot}; per service
	// and resource also {dir} (services/catalog), {service} (catalog), {package} (the Go package of the domain), {proto}
	// (shop/catalog/v1/catalog.proto) and {storage} (store, or storage); per resource also {resource} (stem of file names).
	Path string

	Class Class
	Each  Each

	// When says whether the file is written; nil means always. View.Service and View.Resource are set as Each says.
	When func(View) bool

	// Mode is 0o644 where it is zero. The only other mode is 0o755.
	Mode fs.FileMode

	// Delims replace {{ and }} in files that are themselves full of them: {"[[", "]]"}.
	Delims [2]string
}

// Each says how often a file is written.
type Each int

// The ways to repeat a file.
const (
	PerWorkspace Each = iota // once
	PerService               // once for each service
	PerResource              // once for each resource of each service
)

// pack is a folder of templates with the rows that say what becomes of them.
type pack struct {
	name string
	rows []Row
}

// packs lists the packs that a model asks for. The core is in every workspace.
func packs(m *model.Model) []pack {
	all := []pack{
		{"github-actions", githubActionsRows()},
	}
	wanted := []pack{{"core", slices.Concat(
		rootRows(),
		codegenRows(),
		rpcRows(),
		domainRows(),
		postgresRows(),
		appRows(),
	)}}
	for _, p := range all {
		if slices.Contains(m.Packs, p.name) {
			wanted = append(wanted, p)
		}
	}
	return wanted
}

// views lists what a row is rendered with, one view a file.
func (r Row) views(m *model.Model) []View {
	var all []View
	switch r.Each {
	case PerWorkspace:
		all = []View{{Model: m}}
	case PerService:
		for _, s := range m.Services {
			all = append(all, View{Model: m, Service: s})
		}
	case PerResource:
		for _, s := range m.Services {
			for _, res := range s.Resources {
				all = append(all, View{Model: m, Service: s, Resource: res})
			}
		}
	}
	if r.When == nil {
		return all
	}
	return slices.DeleteFunc(all, func(v View) bool { return !r.When(v) })
}
