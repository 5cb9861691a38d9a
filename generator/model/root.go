package model

import (
	"slices"
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/spec"
)

// Example is the resource in the examples of the workspace's README: if possible one that can be created without another; nil
// in a workspace without resources.
func (m *Model) Example() *Resource {
	var first *Resource
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if r.Has(spec.Create) && !slices.ContainsFunc(r.Refs(), func(f *Field) bool { return f.Required }) {
				return r
			}
			if first == nil {
				first = r
			}
		}
	}
	return first
}

// ExampleBody is the JSON of a new resource with its required fields only, safe between single quotes of a shell.
func (r *Resource) ExampleBody() string {
	var parts []string
	for _, f := range r.Inputs() {
		if f.Required {
			parts = append(parts, `"`+f.JSONName+`": `+f.JSONSample(0))
		}
	}
	return strings.ReplaceAll("{"+strings.Join(parts, ", ")+"}", "'", `'\''`)
}

// Summary is the first line of the service's description, for a table cell in Markdown.
func (s *Service) Summary() string { return markdown(s.Description) }

// Summary is the first line of the workspace's description, for Markdown.
func (m *Model) Summary() string { return markdown(m.Description) }

// markdown is the first line of a text, with all characters escaped that have a meaning in Markdown.
func markdown(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(text, "\r", "\n")), "\n")
	var out strings.Builder
	for _, r := range line {
		switch {
		case strings.ContainsRune("\\`*_{}[]<>#|&~$", r):
			out.WriteByte('\\')
			out.WriteRune(r)
		case unicode.IsGraphic(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}
