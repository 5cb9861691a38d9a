package generator

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// explainSQL adds to an error of sqlc which names in the user's queries this run takes away, and gives the places of files whose folders
// this run would move as they are now. Other errors stay as they are.
func explainSQL(err error, m *model.Model, f folders, disk fs.FS) error {
	failed, ok := errors.AsType[*toolchain.Error](err)
	if !ok || failed.Program != "sqlc" {
		return err
	}
	told := *failed
	for _, one := range f {
		if there(disk, one.from) {
			told.Output = strings.ReplaceAll(told.Output, one.to+"/", one.from+"/")
		}
	}
	var gone []string
	for _, s := range m.Services {
		for _, g := range goneNames(s) {
			if strings.Contains(told.Output, `"`+g.name+`"`) || strings.Contains(told.Output, "."+g.name+`"`) {
				gone = append(gone, g.text)
			}
		}
	}
	if len(gone) > 0 {
		told.Hint = strings.Join(gone, "; ") + ": edit the queries first, then run the same again"
	}
	return &told
}

// goneName is the name of a table or of a column that queries can have, and that does not exist after this run.
type goneName struct{ name, text string }

// goneNames lists those of a service: tables and columns that are renamed or dropped.
func goneNames(s *model.Service) []goneName {
	if s.Before == nil {
		return nil
	}
	var all []goneName
	add := func(what, was, now string) {
		switch now {
		case was:
		case "":
			all = append(all, goneName{was, what + " is gone"})
		default:
			all = append(all, goneName{was, what + " is called " + now + " now"})
		}
	}
	for _, before := range s.Before.Resources {
		if before.Gone {
			continue
		}
		at := slices.IndexFunc(s.Resources, func(r *model.Resource) bool { return r.Before == before })
		if at < 0 {
			add("table "+before.Plural, before.Plural, "")
			continue
		}
		r := s.Resources[at]
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
func columnNow(r *model.Resource, before *ledger.Field, i int) string {
	for _, f := range r.Fields {
		if f.Before == before && i < len(f.Columns) {
			return f.Columns[i].Name
		}
	}
	return ""
}
