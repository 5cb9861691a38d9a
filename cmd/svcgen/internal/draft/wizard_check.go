package draft

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/spec"
)

// splitNames takes names separated by spaces, commas or both.
func splitNames(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
}

func checkNames(text string, check func(string) error) error {
	names := splitNames(text)
	if len(names) == 0 {
		return errors.New("type at least one name")
	}
	for i, name := range names {
		if err := check(name); err != nil {
			return err
		}
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("%q is listed twice", name)
		}
	}
	return nil
}

// checkRoutes reports whether resources of a service have names that others have, or plurals: that is the same route.
func (w *Wizard) checkRoutes(s *spec.Service, names []string) error {
	var all []*spec.Service
	for _, other := range w.draft.services {
		var of []string
		for _, r := range other.Resources {
			of = append(of, r.Name)
		}
		if other == s {
			of = names
		}
		if len(of) == 0 {
			continue
		}
		named := &spec.Service{Name: other.Name}
		for _, name := range of {
			x := &spec.Field{Name: "x", Type: spec.String}
			named.Resources = append(named.Resources, &spec.Resource{Name: name, Fields: []*spec.Field{x}})
		}
		all = append(all, named)
	}
	var problems spec.Problems
	if err := w.Names(all); errors.As(err, &problems) {
		return spec.Problem{Msg: problems[0].Msg, Hint: problems[0].Hint}
	}
	return nil
}

// fitTogether looks at the services of a new workspace.
func fitTogether(services []*spec.Service) error {
	d := Draft{Module: "example.com/a", services: services}
	_, _, err := generator.Resolve([]spec.Source{d.Source("<answers>")}, nil)
	return err
}

// checkFieldLine says what is wrong with a field of r before it is one. What only the whole spec can tell is left to
// package spec.
func checkFieldLine(s scope, r *spec.Resource, text string) error {
	if text == "" {
		if len(r.Fields) == 0 {
			return errors.New("type at least one field")
		}
		return nil
	}
	f, err := parseLine(text)
	if err != nil {
		return err
	}
	if err := taken(r, f.Name); err != nil {
		return err
	}
	switch {
	case f.Ref != "":
		return s.checkRef(f)
	case f.Enum != "" && len(f.Values) == 0:
		return spec.Problem{Msg: "an enum needs two values or more", Hint: "enum=draft,active"}
	}
	return nil
}

// taken is the error if a resource has a field of a name.
func taken(r *spec.Resource, name string) error {
	for _, have := range r.Fields {
		if have.Name == name {
			return fmt.Errorf("%s has a field %q already", r.Name, name)
		}
	}
	return nil
}
