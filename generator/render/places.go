package render

import "github.com/svcgen/svcgen/generator/model"

// Place is the path of a row's file and its subject.
type Place struct {
	Row  string // identifies the row among those of all packs
	Path string
	Subject
}

// Places returns the files of all rows without rendering them.
func (r *Renderer) Places(m *model.Model) []Place {
	var all []Place
	for _, p := range r.packs {
		if !p.wanted(m) {
			continue
		}
		for _, row := range p.Rows {
			for _, v := range row.views(m) {
				all = append(all, Place{Row: row.Template + " " + row.Path, Path: v.expand(row.Path), Subject: v.Subject})
			}
		}
	}
	return all
}
