package render

import "github.com/svcgen/svcgen/generator/model"

// Place is where a file of the catalog stands, and what it is about.
type Place struct {
	Row      string          // tells the rows of the catalog apart
	Service  *model.Service  // nil for a file of the workspace
	Resource *model.Resource // nil for a file of the service
	Path     string
}

// Places are the files of the catalog without their texts.
func Places(m *model.Model) []Place {
	var all []Place
	for _, p := range packs(m) {
		for _, row := range p.rows {
			for _, v := range row.views(m) {
				all = append(all, Place{Row: row.Template + " " + row.Path, Service: v.Service, Resource: v.Resource, Path: v.expand(row.Path)})
			}
		}
	}
	return all
}
