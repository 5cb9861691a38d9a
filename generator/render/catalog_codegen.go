package render

// codegenRows lists the files that let plain buf and plain sqlc generate what svcgen generates.
func codegenRows() []Row {
	return []Row{
		{Template: "buf.yaml.tmpl", Path: "buf.yaml", Class: Seeded},
		{Template: "buf.gen.yaml.tmpl", Path: "buf.gen.yaml", Class: Owned},
		{Template: "sqlc.yaml.tmpl", Path: "sqlc.yaml", Class: Owned},
	}
}
