package main

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/complete"
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
	all := slices.Concat(complete.Below(s, of), complete.Explained(s, of))
	if len(of) > 2 || len(of) == 2 && !slices.Contains(complete.Resources(s, of[0]), of[1]) {
		all = nil // values of enums are not explained
	}
	for i, name := range all {
		all[i] = strings.Join(append(slices.Clone(of), name), ".")
	}
	return all, noFiles | cobra.ShellCompDirectiveNoSpace
}

// completeWords offers the names that lead to a thing of a kind, word by word.
func completeWords(t thing, several bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(t.names) && !several {
			return nil, noFiles
		}
		s := outline(cmd)
		of := args[:min(len(args), len(t.names)-1)]
		all := complete.Below(s, of)
		if kind := memberKind(t.what); kind != "" {
			all = complete.Members(s, kind, of)
		} else if len(of) == 1 && t.what != "value" {
			all = complete.Resources(s, of[0])
		}
		return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(args[len(of):], name) }), noFiles
	}
}

// completeInstead offers the values that --instead can name.
func completeInstead(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) < 3 {
		return nil, noFiles
	}
	value := args[len(args)-1]
	return slices.DeleteFunc(complete.Below(outline(cmd), args[:len(args)-1]), func(v string) bool { return v == value }), noFiles
}

// completeParts offers services, then the words of a field. existing says that the resource between them exists: then it is offered too.
func completeParts(existing bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		switch {
		case len(args) > 1:
			return complete.FieldWords(outline(cmd), args[0], typed), noFiles | cobra.ShellCompDirectiveNoSpace
		case len(args) == 0:
			return complete.Below(outline(cmd), nil), noFiles
		case existing:
			return complete.Resources(outline(cmd), args[0]), noFiles
		default:
			return nil, noFiles
		}
	}
}

// completeField offers the words of --field.
func completeField(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return complete.FieldWords(&spec.Spec{}, "", typed), noFiles | cobra.ShellCompDirectiveNoSpace
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
