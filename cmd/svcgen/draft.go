package main

import (
	"cmp"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// draft is a spec in the making: what the flags and the form have said so far. Each field has been read; whether they fit
// together is for package spec to judge, once the draft is YAML.
type draft struct {
	module   string
	services []*spec.Service
}

// find gives the service or resource of a name, and makes it where there is none.
func (d *draft) find(name string) *spec.Service {
	for _, s := range d.services {
		if s.Name == name {
			return s
		}
	}
	s := &spec.Service{Name: name}
	d.services = append(d.services, s)
	return s
}

func findResource(s *spec.Service, name string) *spec.Resource {
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	r := &spec.Resource{Name: name}
	s.Resources = append(s.Resources, r)
	return r
}

// addResource reads SERVICE/RESOURCE[:FIELD:TYPE[:FLAG…]], the value of --resource.
func (d *draft) addResource(word string) error {
	path, field, hasField := strings.Cut(word, ":")
	service, resource, ok := strings.Cut(path, "/")
	if !ok {
		return usagef("as in --resource catalog/product:sku:string:unique", "--resource %s: it does not begin with SERVICE/RESOURCE", word)
	}
	if err := cmp.Or(spec.CheckServiceName(service), spec.CheckResourceName(resource)); err != nil {
		return usagef("", "--resource %s: %s", word, ask.Inline(err))
	}
	r := findResource(d.find(service), resource)
	if !hasField {
		return nil
	}
	return addField(r, "--resource "+path, field)
}

// addField reads FIELD:TYPE[:FLAG…], a field as one shell word.
func addField(r *spec.Resource, flag, word string) error {
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
		return nil, spec.Problem{Msg: "here the words of a field are separated by spaces", Hint: strings.Replace(line, ":", " ", strings.Count(name, ":"))}
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

// source is the draft as a spec of one file.
func (d *draft) source(name string) spec.Source {
	return spec.Source{Path: name, Data: spec.Marshal(&spec.Spec{Module: d.module, Auth: "none", Services: d.services})}
}

// arguments are the flags of `new` that say the same as d.
func (d *draft) arguments() []string {
	args := []string{"--module " + d.module}
	for _, s := range d.services {
		for _, r := range s.Resources {
			for _, f := range r.Fields {
				args = append(args, "--resource "+plan.ShellQuote(s.Name+"/"+r.Name+":"+spec.FormatArg(f)))
			}
		}
	}
	return args
}

// serviceArguments are the flags of `add service` that say the same as s.
func serviceArguments(s *spec.Service) []string {
	var args []string
	for _, r := range s.Resources {
		args = append(args, "--resource "+r.Name)
		for _, f := range r.Fields {
			args = append(args, "--field "+plan.ShellQuote(spec.FormatArg(f)))
		}
	}
	return args
}

// edits writes spec files together with what follows from them.
func edits(sources []spec.Source) []plan.Edit {
	var out []plan.Edit
	for _, s := range sources {
		out = append(out, plan.Edit{Path: s.Path, Data: s.Data})
	}
	return out
}
