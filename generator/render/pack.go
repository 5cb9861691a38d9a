package render

import (
	"slices"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Pack is an area of the output: a table of files and the directory with their templates.
type Pack struct {
	Name      string // name of the pack; a spec lists optional packs by it
	Templates string // directory of the templates; its tree mirrors that of the output
	Optional  bool   // rendered only if the spec asks for it
	Rows      []Row

	// Funcs are functions for the templates of this pack only: {{ fromProto . "msg" }}. A call of a missing one is an error when the
	// template is parsed.
	Funcs template.FuncMap

	// Unrename has an entry for each kind of subject that the pack adds to the spec language: see docs/add-a-pack.md.
	Unrename map[string]Unrename
}

// Unrename returns a copy of a service of the spec in which subjects of one kind have the names of the last run, as if they had
// not been renamed. was holds these names by the present ones.
type Unrename func(s *spec.Service, was map[string]string) *spec.Service

// Row describes one file of the output except for its text. A workspace has the files of the rows, and those that they need.
type Row struct {
	// Template is the path below the pack's templates: services/service/app/app.gen.go.tmpl. Its name is that of its output
	// plus .tmpl.
	Template string

	// Path is the file's path in the workspace. Placeholders: {name} (the workspace) and {protoroot}; for a subject with a
	// service also {dir} (services/catalog), {service} (catalog), {package} (the Go package of the domain), {proto}
	// (shop/catalog/v1/catalog.proto), {events} (shop/catalog/v1/catalog_events.proto) and {storage} (store, or storage beside a resource store); for a subject of a kind, such
	// as "resource", also {resource}: Subject.File; for a program also {main} (services/catalog/cmd/catalog-api) and
	// {dockerfile} (services/catalog/Dockerfile).
	Path string

	Class  Class
	Shared bool // see File.Shared

	// Unwritten says what a Seeded file does until the user writes more: "it answers 501". "" if the workspace is whole without that.
	Unwritten string

	// Each lists the subjects that have a file each; nil means PerWorkspace.
	Each func(*model.Model) []Subject

	// When reports whether the file is written; nil means always.
	When func(View) bool

	// Program is the directory of the program that a Dockerfile builds; it may have the placeholders of Path. View.ImageDirs has the
	// directories that the program needs. Trees are directories that the image gets as a whole.
	Program string
	Trees   []string

	// Text makes the text of the file instead of the template, whose name then only identifies the row. There is no file if
	// it makes nothing but blanks.
	Text func(View) ([]byte, error)

	// Delims replace {{ and }} in files that are themselves full of them: {"[[", "]]"}.
	Delims [2]string
}

// Subject is the thing that a file is about: the workspace, a service, or something in a service.
type Subject struct {
	Service  *model.Service  // nil for the workspace
	Resource *model.Resource // nil unless the subject is a resource, or an action of one
	Program  *model.Program  // nil unless the subject is a program
	Action   *model.Method   // nil unless the subject is an action, or a method of a service

	// Kind, ID, Was and File are empty for the workspace.
	Kind string // service, resource, program, action, method, or a kind of a pack
	ID   string // its name in the spec, which no other subject of its kind in the service has
	Was  string // ID in the last run; empty if the subject is new
	File string // stem of the names of its files
}

// PerWorkspace repeats a file once.
func PerWorkspace(*model.Model) []Subject { return []Subject{{}} }

// PerService repeats a file for each service.
func PerService(m *model.Model) []Subject {
	all := make([]Subject, 0, len(m.Services))
	for _, s := range m.Services {
		all = append(all, Subject{Service: s, Kind: "service", ID: s.Name, Was: s.Was(), File: s.Name})
	}
	return all
}

// PerResource repeats a file for each resource of each service.
func PerResource(m *model.Model) []Subject {
	var all []Subject
	for _, s := range m.Services {
		for _, r := range s.Resources {
			all = append(all, Subject{Service: s, Resource: r, Kind: "resource", ID: r.Name, Was: r.Was(), File: r.FileName})
		}
	}
	return all
}

// PerOwnAction repeats a file for each action whose body is Go of the user.
func PerOwnAction(m *model.Model) []Subject {
	var all []Subject
	for _, s := range m.Services {
		for _, r := range s.Resources {
			for _, a := range r.OwnActions() {
				subject := Subject{Service: s, Resource: r, Action: &a, Kind: "action", ID: r.Name + "." + string(a.Name), File: a.FileName()}
				if a.Action.Was != "" {
					subject.Was = r.Was() + "." + a.Action.Was
				}
				all = append(all, subject)
			}
		}
	}
	return all
}

// PerServiceMethod repeats a file for each method of a service that belongs to no resource.
func PerServiceMethod(m *model.Model) []Subject {
	var all []Subject
	for _, s := range m.Services {
		for _, method := range s.OwnMethods {
			all = append(all, Subject{Service: s, Action: &method, Kind: "method", ID: string(method.Name), Was: method.Action.Was, File: method.FileName()})
		}
	}
	return all
}

// PerProgram repeats a file for each program that keep reports true for.
func PerProgram(keep func(*model.Program) bool) func(*model.Model) []Subject {
	return func(m *model.Model) []Subject {
		var all []Subject
		for _, p := range m.Programs {
			if keep(p) {
				kind := string(p.Kind) // it identifies a program within its service and never changes
				all = append(all, Subject{Service: p.Service, Program: p, Kind: "program", ID: kind, Was: kind, File: p.Name})
			}
		}
		return all
	}
}

// views returns the views of the row's files, one for each file.
func (r Row) views(m *model.Model) []View {
	each := r.Each
	if each == nil {
		each = PerWorkspace
	}
	var all []View
	for _, subject := range each(m) {
		if v := (View{Model: m, Subject: subject}); r.When == nil || r.When(v) {
			all = append(all, v)
		}
	}
	return all
}

// wanted reports whether the workspace has the pack.
func (p Pack) wanted(m *model.Model) bool { return !p.Optional || slices.Contains(m.Packs, p.Name) }
