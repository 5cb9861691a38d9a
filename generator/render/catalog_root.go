package render

// rootRows lists the files at the root of the workspace and the Dockerfiles.
func rootRows() []Row {
	return []Row{
		{Template: "README.md.tmpl", Path: "README.md", Class: Seeded},
		{Template: "Makefile.tmpl", Path: "Makefile", Class: Seeded},
		{Template: "svcgen.gen.mk.tmpl", Path: "svcgen.gen.mk", Class: Owned},
		{Template: "compose.yaml.tmpl", Path: "compose.yaml", Class: Seeded},
		{Template: "compose.gen.yaml.tmpl", Path: "compose.gen.yaml", Class: Owned},
		{Template: ".env.example.tmpl", Path: ".env.example", Class: Merged},
		{Template: ".golangci.yml.tmpl", Path: ".golangci.yml", Class: Merged},
		{Template: ".dockerignore.tmpl", Path: ".dockerignore", Class: Seeded},
		{Template: ".gitignore.tmpl", Path: ".gitignore", Class: Seeded},
		{Template: ".svcgen/.gitignore.tmpl", Path: ".svcgen/.gitignore", Class: Owned},
		{Template: ".gitattributes.tmpl", Path: ".gitattributes", Class: Seeded},
		{Template: ".editorconfig.tmpl", Path: ".editorconfig", Class: Seeded},
		{
			Template: "services/service/Dockerfile.tmpl", Path: "{dir}/Dockerfile", Class: Merged, Each: PerService,
			Program: "{dir}/cmd/{service}-api", Trees: []string{"{dir}"},
		},
		{
			Template: "services/gateway/Dockerfile.tmpl", Path: "services/gateway/Dockerfile", Class: Merged,
			Program: "services/gateway/cmd/gateway", Trees: []string{"services/gateway", "gen/go"},
		},
	}
}
