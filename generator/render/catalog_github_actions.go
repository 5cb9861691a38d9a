package render

// githubActionsRows lists the files of the pack github-actions.
func githubActionsRows() []Row {
	const dir = ".github/workflows/"
	return []Row{
		{Template: dir + "ci.yml.tmpl", Path: dir + "ci.yml", Class: Seeded, Delims: [2]string{"[[", "]]"}},
		{Template: dir + "ci.gen.yml.tmpl", Path: dir + "ci.gen.yml", Class: Owned, Delims: [2]string{"[[", "]]"}},
	}
}
