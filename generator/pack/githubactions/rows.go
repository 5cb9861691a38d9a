// Package githubactions is the optional pack of CI on GitHub.
package githubactions

import "github.com/svcgen/svcgen/generator/render"

// Pack lists the workflows.
func Pack() render.Pack {
	return render.Pack{Name: "github-actions", Templates: "github-actions", Optional: true, Rows: rows()}
}

func rows() []render.Row {
	const dir = ".github/workflows/"
	return []render.Row{
		{Template: dir + "ci.yml.tmpl", Path: dir + "ci.yml", Class: render.Seeded, Delims: [2]string{"[[", "]]"}},
		{Template: dir + "ci.gen.yml.tmpl", Path: dir + "ci.gen.yml", Class: render.Owned, Delims: [2]string{"[[", "]]"}},
	}
}
