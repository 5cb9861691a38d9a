package render

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

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

// Rename is a subject that has another name than in the last run.
type Rename struct {
	Service  string // its own name now, or that of the service that it is in
	Kind     string // service, resource, or a kind of a pack
	From, To string // names in the spec
}

// Renames lists the renamed services and the renamed subjects of all rows, each once.
func (r *Renderer) Renames(m *model.Model) []Rename {
	subjects := PerService(m)
	for _, p := range r.Places(m) {
		subjects = append(subjects, p.Subject)
	}
	var all []Rename
	for _, s := range subjects {
		if s.Service == nil || s.Was == "" || s.Was == s.ID {
			continue
		}
		if one := (Rename{Service: s.Service.Name, Kind: s.Kind, From: s.Was, To: s.ID}); !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// Unrename finds out how subjects of a kind that a pack adds get the names of the last run; nil if no pack adds the kind.
func (r *Renderer) Unrename(kind string) Unrename {
	for _, p := range r.packs {
		if unrename := p.Unrename[kind]; unrename != nil {
			return unrename
		}
	}
	return nil
}
