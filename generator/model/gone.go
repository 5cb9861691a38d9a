package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
)

// GoneName is the name of a table or of a column of the last run that does not exist any more.
type GoneName struct {
	Name string // title, as the user's queries have it
	Text string // column notes.title is called subject now
}

// GoneNames lists the tables and columns of the service that this run renames or drops.
func (s *Service) GoneNames() []GoneName {
	if s.Before == nil {
		return nil
	}
	var all []GoneName
	stored := s.Stored()
	add := func(what, was, now string) {
		switch now {
		case was:
		case "":
			all = append(all, GoneName{was, what + " is gone"})
		default:
			all = append(all, GoneName{was, what + " is called " + now + " now"})
		}
	}
	for _, before := range s.Before.Resources {
		if before.Gone {
			continue
		}
		at := slices.IndexFunc(stored, func(r *Resource) bool { return r.Before == before })
		if at < 0 {
			add("table "+before.Plural, before.Plural, "")
			continue
		}
		r := stored[at]
		add("table "+before.Plural, before.Plural, r.Table)
		for _, f := range before.Fields {
			for i, c := range f.Columns() {
				add("column "+before.Plural+"."+c.Name, c.Name, columnNow(r, f, i))
			}
		}
	}
	return all
}

// columnNow returns the name of column i of a field of the last run; "" if it is gone.
func columnNow(r *Resource, before *ledger.Field, i int) string {
	for _, f := range r.Fields {
		if f.Before == before && i < len(f.Columns) {
			return f.Columns[i].Name
		}
	}
	return ""
}
