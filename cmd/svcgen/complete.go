package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/workspace"
)

// Completion runs at every press of a key: it reads the spec and nothing else, and offers nothing if the spec is invalid.

const noFiles = cobra.ShellCompDirectiveNoFileComp

// outline is the spec of the workspace around the current directory, an empty one if it cannot be read.
func outline(cmd *cobra.Command) *spec.Spec {
	none := &spec.Spec{}
	if inDir(cmd) != nil {
		return none
	}
	dir, err := workspace.Find(".")
	if err != nil {
		return none
	}
	sources, err := spec.Sources(os.DirFS(dir))
	if err != nil {
		return none
	}
	s, err := spec.Parse(sources)
	if err != nil {
		return none
	}
	return s
}

// completeNames offers the services of the workspace, behind a dot its resources, and behind another its fields.
func completeNames(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	of := strings.Split(typed, ".")
	of = of[:len(of)-1]
	s := outline(cmd)
	all := slices.Concat(below(s, of), explained(s, of))
	if len(of) > 2 || len(of) == 2 && !slices.Contains(resourcesIn(s, of[0]), of[1]) {
		all = nil // values of enums are not explained
	}
	for i, name := range all {
		all[i] = strings.Join(append(slices.Clone(of), name), ".")
	}
	return all, noFiles | cobra.ShellCompDirectiveNoSpace
}

// below are the names on the next level: services, the resources and enums of a service, fields, the values of an enum.
func below(s *spec.Spec, of []string) []string {
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

// completeWords offers the names that lead to a thing of a kind, word by word.
func completeWords(t thing, several bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(t.names) && !several {
			return nil, noFiles
		}
		s := outline(cmd)
		of := args[:min(len(args), len(t.names)-1)]
		all := below(s, of)
		if kind := memberKind(t.what); kind != "" {
			all = membersIn(s, kind, of)
		} else if len(of) == 1 && t.what != "value" {
			all = resourcesIn(s, of[0])
		}
		return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(args[len(of):], name) }), noFiles
	}
}

func resourcesIn(s *spec.Spec, service string) []string {
	found := find(s.Services, service, func(s *spec.Service) string { return s.Name })
	if found == nil {
		return nil
	}
	return namesOf(found.Stored(), func(r *spec.Resource) string { return r.Name })
}

// completeInstead offers the values that --instead can name.
func completeInstead(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) < 3 {
		return nil, noFiles
	}
	value := args[len(args)-1]
	return slices.DeleteFunc(below(outline(cmd), args[:len(args)-1]), func(v string) bool { return v == value }), noFiles
}

// completeParts offers services, then the words of a field. existing says that the resource between them exists: then it is offered too.
func completeParts(existing bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		switch {
		case len(args) > 1:
			return fieldWords(outline(cmd), args[0], typed), noFiles | cobra.ShellCompDirectiveNoSpace
		case len(args) == 0:
			return below(outline(cmd), nil), noFiles
		case existing:
			return resourcesIn(outline(cmd), args[0]), noFiles
		default:
			return nil, noFiles
		}
	}
}

// completeField offers the words of --field.
func completeField(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return fieldWords(&spec.Spec{}, "", typed), noFiles | cobra.ShellCompDirectiveNoSpace
}

// fieldWords completes NAME:TYPE:FLAG behind its last colon; behind ref= resources, behind enum= the enums of the service.
func fieldWords(s *spec.Spec, service, typed string) []string {
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
		words := resourcesIn(s, other)
		for i, name := range words {
			words[i] = other + "." + name
		}
		return words
	}
	words := resourcesIn(s, service)
	for _, other := range s.Services {
		if other.Name != service {
			words = append(words, other.Name+".")
		}
	}
	return words
}

// completeFiles offers files of svcgen's below the current directory, folder by folder.
func completeFiles(wanted func(plan.Entry) bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		folder, _ := path.Split(typed)
		var all []string
		for _, e := range managed(cmd) {
			rest, below := strings.CutPrefix(e.Path, folder)
			if !below || !wanted(e) || slices.Contains(args, e.Path) {
				continue
			}
			if first, _, deeper := strings.Cut(rest, "/"); deeper {
				rest = first + "/"
			}
			all = append(all, folder+rest)
		}
		slices.Sort(all)
		all = slices.Compact(all)
		if slices.ContainsFunc(all, func(p string) bool { return strings.HasSuffix(p, "/") }) {
			return all, noFiles | cobra.ShellCompDirectiveNoSpace
		}
		return all, noFiles
	}
}

// managed are the entries of the manifest below the current directory, with paths from there.
func managed(cmd *cobra.Command) []plan.Entry {
	if inDir(cmd) != nil {
		return nil
	}
	here, err := filepath.Abs(".")
	if err != nil {
		return nil
	}
	dir, err := workspace.Find(here)
	if err != nil {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(plan.ManifestPath)))
	if err != nil {
		return nil
	}
	manifest, err := plan.ParseManifest(data)
	if err != nil {
		return nil
	}
	from := ""
	if rel, err := filepath.Rel(dir, here); err == nil && rel != "." {
		from = filepath.ToSlash(rel) + "/"
	}
	var all []plan.Entry
	for _, e := range manifest.Files {
		if rest, ok := strings.CutPrefix(e.Path, from); ok {
			e.Path = rest
			all = append(all, e)
		}
	}
	return all
}

func decided(e plan.Entry) bool { return e.Class == plan.Ejected || e.Class == plan.Kept }

func notEjected(e plan.Entry) bool { return e.Class != plan.Ejected }
