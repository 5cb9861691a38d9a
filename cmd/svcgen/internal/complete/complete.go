// Package complete finds the words of a spec with which a shell can complete a command.
package complete

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Below are the names on the next level: services, the resources and enums of a service, fields, the values of an enum.
func Below(s *spec.Spec, of []string) []string {
	if len(of) == 0 {
		return namesOf(s.Services, func(s *spec.Service) string { return s.Name })
	}
	service := find(s.Services, of[0], func(s *spec.Service) string { return s.Name })
	if service == nil {
		return nil
	}
	resource := func(r *spec.Resource) string { return r.Name }
	enum := func(e *spec.Enum) string { return e.Name }
	if len(of) == 1 {
		return append(namesOf(service.Stored(), resource), namesOf(service.Enums, enum)...)
	}
	values := func(name string) []string {
		if e := find(service.Enums, name, enum); e != nil {
			return slices.Clone(e.Values)
		}
		return nil
	}
	r := find(service.Stored(), of[1], resource)
	if r == nil {
		return values(of[1])
	}
	field := func(f *spec.Field) string { return f.Name }
	if len(of) == 2 {
		return namesOf(r.Fields, field)
	}
	if f := find(r.Fields, of[2], field); f != nil {
		return values(f.Enum)
	}
	return nil
}

func namesOf[T any](all []*T, name func(*T) string) []string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = name(one)
	}
	return names
}

func find[T any](all []*T, want string, name func(*T) string) *T {
	if i := slices.IndexFunc(all, func(one *T) bool { return name(one) == want }); i >= 0 {
		return all[i]
	}
	return nil
}

// Resources returns the names of the resources of a service, children among them.
func Resources(s *spec.Spec, service string) []string {
	found := find(s.Services, service, func(s *spec.Service) string { return s.Name })
	if found == nil {
		return nil
	}
	return namesOf(found.Stored(), func(r *spec.Resource) string { return r.Name })
}

// FieldWords completes NAME:TYPE:FLAG behind its last colon; behind ref= resources, behind enum= the enums of the service.
func FieldWords(s *spec.Spec, service, typed string) []string {
	before := typed[:strings.LastIndexByte(typed, ':')+1]
	words := spec.FieldWords(strings.Count(before, ":"))
	switch rest := typed[len(before):]; {
	case strings.HasPrefix(rest, "ref="):
		before, words = before+"ref=", refsFrom(s, service, strings.TrimPrefix(rest, "ref="))
	case strings.HasPrefix(rest, "enum="):
		before, words = before+"enum=", nil
		if found := find(s.Services, service, func(s *spec.Service) string { return s.Name }); found != nil {
			words = namesOf(found.Enums, func(e *spec.Enum) string { return e.Name })
		}
	}
	for i := range words {
		words[i] = before + words[i]
	}
	return words
}

// refsFrom are what a field of a service can refer to: its resources, and other services, behind the dot the resources of one.
func refsFrom(s *spec.Spec, service, typed string) []string {
	if other, _, dotted := strings.Cut(typed, "."); dotted {
		words := Resources(s, other)
		for i, name := range words {
			words[i] = other + "." + name
		}
		return words
	}
	words := Resources(s, service)
	for _, other := range s.Services {
		if other.Name != service {
			words = append(words, other.Name+".")
		}
	}
	return words
}
