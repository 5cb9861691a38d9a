package postgres

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// SQLCBlock is one service's part of sqlc.yaml.
type SQLCBlock struct {
	Service   *model.Service
	Renames   []SQLCRename
	Overrides []SQLCOverride
}

// SQLCRename maps the name of a table or column to its Go name, both as YAML. sqlc has one map for tables and columns.
type SQLCRename struct{ From, To string }

// SQLCOverride maps a database type to a Go type.
type SQLCOverride struct {
	DBType   string // as sqlc calls it: uuid, pg_catalog.numeric
	Nullable bool
	Import   string
	Type     string
	Pointer  bool
}

// sqlcBlocks returns the settings of every service: only names that differ from sqlc's own, and only types that the service uses.
func sqlcBlocks(m *model.Model) ([]SQLCBlock, error) {
	blocks := make([]SQLCBlock, 0, len(m.Services))
	for _, s := range m.Services {
		renames, err := sqlcRenames(s)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, SQLCBlock{Service: s, Renames: renames, Overrides: sqlcOverrides(s)})
	}
	return blocks, nil
}

// sqlcRenames returns the Go names of a service's tables and columns. A table and a column of the same name have the same Go name.
func sqlcRenames(s *model.Service) ([]SQLCRename, error) {
	names := map[string]string{}
	var renames []SQLCRename
	add := func(from, to string) error {
		if have, ok := names[from]; ok && have != to {
			return fmt.Errorf("service %s: sqlc cannot call %q both %s and %s", s.Name, from, have, to)
		} else if ok {
			return nil
		}
		names[from] = to
		if sqlcName(from) != to {
			renames = append(renames, SQLCRename{From: yamlWord(from), To: yamlWord(to)})
		}
		return nil
	}
	for _, r := range s.Stored() {
		if err := add(r.Table, r.DBName); err != nil {
			return nil, err
		}
		for _, f := range r.Fields {
			for _, c := range f.Columns {
				if err := add(c.Name, c.DBName); err != nil {
					return nil, err
				}
			}
		}
	}
	slices.SortFunc(renames, func(a, b SQLCRename) int { return cmp.Compare(a.From, b.From) })
	return renames, nil
}

// yamlWord quotes names that YAML would not read as strings.
func yamlWord(name string) string {
	if spec.IsYAMLWord(name) {
		return strconv.Quote(name)
	}
	return name
}

// sqlcName returns the Go name that sqlc gives to an SQL name without a rename.
func sqlcName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, name)
	var out strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		switch {
		case part == "id":
			out.WriteString("ID")
		case part != "":
			out.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	if s := out.String(); s != "" && unicode.IsDigit(rune(s[0])) {
		return "_" + s
	}
	return out.String()
}

// sqlcOverrides returns the Go types of a service's columns that differ from sqlc's own.
func sqlcOverrides(s *model.Service) []SQLCOverride {
	all := []SQLCOverride{
		{DBType: "timestamptz", Import: "time", Type: "Time"},
		{DBType: "uuid", Import: "github.com/google/uuid", Type: "UUID"},
	}
	add := func(o SQLCOverride) {
		if !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	for _, r := range s.Stored() {
		if r.SoftDelete {
			add(SQLCOverride{DBType: "timestamptz", Nullable: true, Import: "time", Type: "Time", Pointer: true})
		}
		for _, f := range r.Fields {
			for _, c := range f.Columns {
				if c.RowImport != "" {
					add(sqlcOverride(f, c))
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b SQLCOverride) int {
		return cmp.Or(cmp.Compare(a.DBType, b.DBType), compareBool(a.Nullable, b.Nullable))
	})
	return all
}

// sqlcOverride returns the Go type of a column, which is declared in another package.
func sqlcOverride(f *model.Field, c model.Column) SQLCOverride {
	_, name, _ := strings.Cut(c.RowType, ".")
	o := SQLCOverride{DBType: cmp.Or(c.SQLCType, c.SQLType), Import: c.RowImport, Type: name}
	if strings.HasPrefix(o.Import, "platform/") {
		o.Import = f.Resource.Service.Workspace.Module + "/" + o.Import
	}
	if f.Optional && !f.Repeated { // sqlc treats arrays as NOT NULL
		o.Nullable, o.Pointer = true, f.Pointer()
	}
	return o
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
