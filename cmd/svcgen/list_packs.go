package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/workspace"
)

func newListPacksCmd(u *screen.UI) *cobra.Command {
	o := listOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "packs",
		Short: "list the packs that svcgen brings, and those of the workspace",
		Long:  listPacksHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runListPacks(o)
		},
	}
	addJSON(cmd, &o.json, say.PacksKind)
	return cmd
}

const listPacksHelp = `List the packs, which are sets of extra files. "packs:" in svcgen.yaml names
those that a workspace has: packs: [kubernetes, platform-team].

A workspace can have packs of its own, in .svcgen/packs/<name>/: templates, and
the table of the files that they make, pack.yaml:

  version: 1
  description: what the platform team wants of every repository
  files:
    - {path: .github/CODEOWNERS, template: CODEOWNERS.tmpl}
    - {path: "catalog/{service}.yaml", template: it.yaml.tmpl, each: service}

each is workspace, service, resource or program, class is merged, owned or
seeded. Templates are those of Go, and see .Name, .Module, .Services with their
.Resources, .Programs, and .Service, .Resource or .Program of the file.`

// runListPacks lists the packs. Outside of a workspace it lists only those that svcgen brings.
func runListPacks(o listOptions) error {
	packs, err := listPacks(o.ui)
	if err != nil {
		return err
	}
	if o.json {
		o.ui.Say.Found(&say.PacksDocument{Packs: packs})
		return nil
	}
	o.ui.Say.Packs(packs)
	return nil
}

func listPacks(u *screen.UI) ([]say.ListedPack, error) {
	var used []string
	var own []*spec.Pack
	s, err := site.Open(u)
	if _, none := errors.AsType[*workspace.NotFoundError](err); err != nil && !none {
		return nil, err
	}
	if err == nil {
		defer s.Close()
		found, err := spec.Parse(s.Sources)
		if err != nil {
			return nil, err
		}
		used = found.Packs
		if own, err = generator.OwnPacks(s.State.Disk); err != nil {
			return nil, err
		}
	}
	var packs []say.ListedPack
	for _, p := range spec.PackDocs() {
		packs = append(packs, say.ListedPack{Name: p.Word, Description: p.Text, Used: slices.Contains(used, p.Word)})
	}
	for _, p := range own {
		packs = append(packs, say.ListedPack{
			Name: p.Name, Description: p.Description, Used: slices.Contains(used, p.Name), File: spec.PackFile(p.Name), Files: len(p.Rows),
		})
	}
	return packs, nil
}
