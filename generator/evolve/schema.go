package evolve

import (
	"cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// Schema returns the schema of a service as a ledger describes it: the ledger of the last run, or the one that this run writes. The
// schema is empty if s is nil, as for a new service. The ledger stores SQL, so that a new version of svcgen that writes other SQL leads
// to a migration, not to a silent difference.
func Schema(s *ledger.Service) *pgschema.Schema {
	out := &pgschema.Schema{}
	if s == nil {
		return out
	}
	for _, r := range s.Resources {
		if r.Gone {
			continue
		}
		t := &pgschema.Table{Name: r.Plural, PrimaryKey: cmp.Or(r.PrimaryKey, r.Plural+"_pkey"), Key: []string{"id"}}
		if r.Child != nil {
			t.Key = []string{model.ParentColumn, model.PositionColumn}
			t.Columns, t.Constraints = childTable(r.Child)
		} else {
			t.Columns = append(t.Columns, &pgschema.Column{Name: "id", Type: "uuid", NotNull: true})
		}
		for _, f := range r.Fields {
			for _, c := range f.Columns() {
				t.Columns = append(t.Columns, &pgschema.Column{Name: c.Name, Type: c.SQL, NotNull: !f.Optional, Default: c.Default})
			}
			if f.Mirror != "" {
				t.Mirrors = append(t.Mirrors, &pgschema.Mirror{Column: f.Mirror, Of: f.Name})
			}
			if f.ForeignKey != nil {
				t.Constraints = append(t.Constraints, &pgschema.Constraint{
					Name: f.ForeignKey[0], Column: f.Name, RefTable: f.ForeignKey[1], OnDelete: f.ForeignKey[2],
				})
			}
			if f.Check != nil {
				check := &pgschema.Constraint{Name: f.Check[0], Column: f.Name, Check: f.Check[1]}
				if len(f.MoreColumns) > 0 {
					check.Column = ""
				}
				t.Constraints = append(t.Constraints, check)
			}
		}
		if r.Child == nil {
			t.Columns = append(t.Columns, systemTimes(r.SoftDelete)...)
		}
		for _, u := range r.Uniques {
			addUnique(t, u.Name, u.Columns, r.SoftDelete)
		}
		for _, c := range r.Checks {
			t.Constraints = append(t.Constraints, &pgschema.Constraint{Name: c.Check[0], Check: c.Check[1]})
		}
		for _, i := range r.Indexes {
			t.Indexes = append(t.Indexes, &pgschema.Index{Name: i.Name, Using: i.Using, Columns: i.Columns, Where: i.Where})
		}
		out.Tables = append(out.Tables, t)
	}
	out.Tables = append(out.Tables, s.Tables...)
	return out
}

// childTable returns the columns and constraints of a child's table that no field of the spec stands for.
func childTable(c *ledger.Child) (columns []*pgschema.Column, constraints []*pgschema.Constraint) {
	columns = []*pgschema.Column{
		{Name: model.ParentColumn, Type: "uuid", NotNull: true},
		{Name: model.PositionColumn, Type: "integer", NotNull: true},
	}
	if c.ForeignKey != nil {
		constraints = []*pgschema.Constraint{{Name: c.ForeignKey[0], Column: model.ParentColumn, RefTable: c.ForeignKey[1], OnDelete: c.ForeignKey[2]}}
	}
	return columns, constraints
}

// addUnique makes columns unique: by a constraint, or by a partial index if only live rows count.
func addUnique(t *pgschema.Table, name string, columns []string, live bool) {
	if live {
		t.Indexes = append(t.Indexes, &pgschema.Index{Name: name, Unique: true, Where: "delete_time IS NULL", Columns: columns})
		return
	}
	t.Constraints = append(t.Constraints, &pgschema.Constraint{Name: name, Unique: columns})
}

func systemTimes(softDelete bool) []*pgschema.Column {
	all := []*pgschema.Column{
		{Name: "create_time", Type: "timestamptz", NotNull: true},
		{Name: "update_time", Type: "timestamptz", NotNull: true},
	}
	if softDelete {
		all = append(all, &pgschema.Column{Name: "delete_time", Type: "timestamptz"})
	}
	return append(all, &pgschema.Column{Name: "version", Type: "bigint", NotNull: true})
}
