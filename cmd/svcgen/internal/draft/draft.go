// Package draft makes a spec of flags and of answers: the draft, and the wizard that asks for what the flags left open.
package draft

import (
	"cmp"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// Draft is a spec in the making: what the flags and the form have said so far. Each field has been read; whether they fit
// together is for package spec to judge, once the Draft is YAML.
type Draft struct {
	Module   string
	Packs    []string
	services []*spec.Service
}

// Empty reports whether there is no resource yet.
func (d *Draft) Empty() bool { return len(d.services) == 0 }

// service is the service of a name; it is made if there is none.
func (d *Draft) service(name string) *spec.Service {
	for _, s := range d.services {
		if s.Name == name {
			return s
		}
	}
	s := &spec.Service{Name: name}
	d.services = append(d.services, s)
	return s
}

// resource is the resource of a name; it is made if there is none.
func resource(s *spec.Service, name string) *spec.Resource {
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	r := &spec.Resource{Name: name}
	s.Resources = append(s.Resources, r)
	return r
}

// AddResource reads SERVICE/RESOURCE, the value of --resource, and returns the resource. A field may follow behind a colon.
func (d *Draft) AddResource(word string) (*spec.Resource, error) {
	path, field, hasField := strings.Cut(word, ":")
	service, name, ok := strings.Cut(path, "/")
	if !ok {
		return nil, say.Usagef("as in --resource catalog/product --field sku:string:unique", "--resource %s: it must begin with SERVICE/RESOURCE", word)
	}
	if err := cmp.Or(spec.CheckServiceName(service), spec.CheckResourceName(name)); err != nil {
		return nil, say.Usagef("", "--resource %s: %s", word, ask.Inline(err))
	}
	r := resource(d.service(service), name)
	if !hasField {
		return r, nil
	}
	return r, AddField(r, "--resource "+path, field)
}

// AddField reads FIELD:TYPE[:FLAG…], a field as one shell word.
func AddField(r *spec.Resource, flag, word string) error {
	field, problems := spec.ParseArg(flag, word)
	if len(problems) > 0 {
		return problems
	}
	r.Fields = append(r.Fields, field)
	return nil
}

// parseLine reads NAME TYPE [FLAG…], a field as the form asks for it.
func parseLine(line string) (*spec.Field, error) {
	name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
	name = strings.TrimSuffix(name, ":")
	if first, _, ok := strings.Cut(name, ":"); ok && spec.CheckFieldName(first) == nil {
		return nil, spec.Problem{Msg: "separate the words of a field with spaces", Hint: strings.Replace(line, ":", " ", strings.Count(name, ":"))}
	}
	if err := spec.CheckFieldName(name); err != nil {
		return nil, err
	}
	field, problems := spec.ParseField(spec.Pos{}, name, strings.TrimSpace(text), ' ')
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return field, nil
}

func lineOf(f *spec.Field) string { return f.Name + " " + spec.FormatField(f) }

// Source is the draft as a spec of one file.
func (d *Draft) Source(name string) spec.Source {
	return spec.Source{Path: name, Data: spec.Marshal(&spec.Spec{Module: d.Module, Auth: "none", Packs: d.Packs, Services: d.services})}
}

// NewCommand is the command that makes the workspace of d in dir without questions, in pieces. If flags cannot say what d says,
// input is the spec that the command reads.
func (d *Draft) NewCommand(dir string) (command []string, input []byte) {
	command = []string{"svcgen new " + plan.ShellQuote(dir)}
	if len(d.Packs) > 0 || slices.ContainsFunc(d.services, needsSpec) {
		return append(command, readsInput), d.Source("").Data
	}
	command = append(command, "--module "+plan.ShellQuote(d.Module))
	for _, s := range d.services {
		for _, r := range s.Resources {
			command = append(command, resourceArguments(s.Name+"/"+r.Name, r)...)
		}
	}
	return command, nil
}

// AddCommand is the command that adds s to a workspace without questions, as NewCommand.
func AddCommand(s *spec.Service) (command []string, input []byte) {
	command = []string{"svcgen add service " + s.Name}
	if needsSpec(s) {
		return append(command, readsInput), spec.MarshalService(s)
	}
	for _, r := range s.Resources {
		command = append(command, resourceArguments(r.Name, r)...)
	}
	return command, nil
}

func resourceArguments(name string, r *spec.Resource) []string {
	args := []string{"--resource " + name}
	for _, f := range r.Fields {
		args = append(args, "--field "+plan.ShellQuote(spec.FormatArg(f)))
	}
	return args
}

const readsInput = "--file -"

// needsSpec reports whether a service says what no flag does.
func needsSpec(s *spec.Service) bool {
	return slices.ContainsFunc(s.Resources, func(r *spec.Resource) bool {
		return r.SoftDelete || r.Description != "" || len(r.Indexes) > 0
	})
}
