// Package repo is the pack of the files at the root of a workspace: README, Makefile, Compose, settings of tools.
package repo

import "github.com/svcgen/svcgen/generator/render"

// Pack lists the files at the root.
func Pack() render.Pack {
	return render.Pack{Name: "repo", Templates: "core", Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	return []render.Row{
		{Template: "README.md.tmpl", Path: "README.md", Class: render.Seeded},
		{Template: "AGENTS.md.tmpl", Path: "AGENTS.md", Class: render.Merged},
		{Template: "Makefile.tmpl", Path: "Makefile", Class: render.Seeded},
		{Template: "svcgen.gen.mk.tmpl", Path: "svcgen.gen.mk", Class: render.Owned},
		{Template: "compose.yaml.tmpl", Path: "compose.yaml", Class: render.Seeded},
		{Template: "compose.gen.yaml.tmpl", Path: "compose.gen.yaml", Class: render.Owned},
		{Template: ".env.example.tmpl", Path: ".env.example", Class: render.Merged},
		{Template: ".golangci.yml.tmpl", Path: ".golangci.yml", Class: render.Merged},
		{Template: ".dockerignore.tmpl", Path: ".dockerignore", Class: render.Seeded},
		{Template: ".gitignore.tmpl", Path: ".gitignore", Class: render.Seeded},
		{Template: ".svcgen/.gitignore.tmpl", Path: ".svcgen/.gitignore", Class: render.Owned},
		{Template: ".svcgen/.gitattributes.tmpl", Path: ".svcgen/.gitattributes", Class: render.Owned},
		{Template: ".gitattributes.tmpl", Path: ".gitattributes", Class: render.Seeded},
		{Template: ".editorconfig.tmpl", Path: ".editorconfig", Class: render.Seeded},
	}
}
