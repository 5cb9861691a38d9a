package build

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// relations names the tables, constraints and indexes of a service, and decides which indexes it has.
func (b *builder) relations(d draft) {
	s, ss := d.model, d.spec
	taken := pgschema.Relations{}
	tables := map[string]string{}
	reserved := map[string]bool{}
	for _, t := range s.Platform {
		taken.Add(t)
		reserved[t.Name] = true
	}
	for _, r := range s.Resources {
		pos := ss.Resource(r.Name).Pos
		switch other := tables[r.Table]; {
		case reserved[r.Table]:
			b.problem(pos, "choose another name, or set `plural:`", "the table of resource %q would be %q, which svcgen needs for this service itself",
				r.Name, r.Table)
		case other != "":
			b.problem(pos, "set `plural:` on one of them", "resources %q and %q have the same plural, %q", other, r.Name, r.Plural)
		case strings.HasPrefix(r.Table, "pg_") || r.Table == "goose_db_version":
			b.problem(pos, "choose another name, or set `plural:`", "the table of resource %q would be %q, which belongs to PostgreSQL or goose",
				r.Name, r.Table)
		case (r.Table == model.ParentColumn || r.Table == model.PositionColumn) && slices.ContainsFunc(s.Resources, func(r *model.Resource) bool { return r.List != nil }):
			b.problem(pos, "set another `plural:`", "the table of resource %q would be %q, which is a column of children", r.Name, r.Table)
		case taken[r.Table]:
			b.problem(pos, "choose a shorter name", "the table of resource %q has the same name as another relation", r.Name)
		}
		tables[r.Table] = r.Name
		taken[r.Table] = true
	}
	taken["goose_db_version"], taken["goose_db_version_pkey"], taken["goose_db_version_id_seq"] = true, true, true
	for _, r := range s.Resources {
		r.PrimaryKey = taken.Claim(r.Table, "pkey")
	}
	for _, r := range s.Resources {
		sr := ss.Resource(r.Name)
		if r.List != nil {
			r.List.ForeignKey = taken.Claim(r.Table, model.ParentColumn, "fkey")
		}
		addUniques(r, sr, taken)
		for _, f := range r.Fields {
			if f.Ref != nil {
				f.ForeignKey = taken.Claim(r.Table, f.ConstraintColumn(), "fkey")
			}
			if f.CheckSQL(f.ColumnSQL) != "" {
				f.Check = taken.Claim(r.Table, f.ConstraintColumn(), "check")
			}
		}
		b.addChecks(r, sr, taken)
		addIndexes(r, sr, taken)
	}
	addPurgeIndexes(s, taken)
	b.ownConstraints(s, ss)
}

func addUniques(r *model.Resource, sr *spec.Resource, taken pgschema.Relations) {
	add := func(columns []string, fields []*model.Field) {
		names := []string{r.Table}
		u := &model.Unique{Fields: fields, Resource: r}
		for _, c := range columns {
			u.Columns = append(u.Columns, pgschema.QuoteIdent(c))
			if f := r.Field(c); f != nil {
				c = f.ConstraintColumn()
			}
			names = append(names, c)
		}
		for _, have := range r.Uniques {
			if slices.Equal(have.Columns, u.Columns) {
				return
			}
		}
		u.Name = taken.Claim(append(names, "key")...)
		r.Uniques = append(r.Uniques, u)
	}
	for _, f := range r.Fields {
		switch {
		case f.Unique && r.List != nil:
			add([]string{model.ParentColumn, f.Column}, []*model.Field{f})
		case f.Unique:
			add([]string{f.Column}, []*model.Field{f})
		}
	}
	for _, i := range sr.Indexes {
		if !i.Unique {
			continue
		}
		var columns []string
		var fields []*model.Field
		for _, k := range i.Keys {
			columns = append(columns, columnName(r, k.Field))
			if f := r.Field(k.Field); f != nil {
				fields = append(fields, f)
			}
		}
		add(columns, fields)
	}
}

// columnName returns the column of a field, or name itself for the columns that every table has.
func columnName(r *model.Resource, name string) string {
	if f := r.Field(name); f != nil {
		return f.Column
	}
	return name
}

// addIndexes adds the indexes that do not belong to constraints: those of the spec, one for each reference (PostgreSQL does not create
// it), each sort order, each text with a prefix filter, each list with a filter for its elements, one for full-text search, and those
// for the times that every list can be sorted by.
func addIndexes(r *model.Resource, sr *spec.Resource, taken pgschema.Relations) {
	for _, i := range sr.Indexes {
		if i.Unique {
			continue
		}
		var names, columns []string
		for _, k := range i.Keys {
			name := columnName(r, k.Field)
			names = append(names, name)
			column := pgschema.QuoteIdent(name)
			if k.Desc {
				column += " DESC"
			}
			columns = append(columns, column)
		}
		addIndex(r, taken, names, model.Index{Using: i.Using, Columns: columns})
	}
	for _, f := range r.Fields {
		if to := f.RefersTo(); to != nil {
			columns := []string{f.ColumnSQL}
			if len(f.Filter) > 0 {
				columns = append(columns, "id")
			}
			addIndex(r, taken, []string{f.Column}, model.Index{Columns: columns, Reason: "references to " + to.Title})
		}
	}
	for _, f := range r.Fields {
		if f.Sort {
			addIndex(r, taken, []string{f.Column, "id"}, model.Index{Columns: []string{f.IndexedSQL(), "id"}, Reason: "sorting by " + f.Name})
		}
	}
	for _, f := range r.Fields {
		if f.PrefixIndexed() {
			columns := []string{f.IndexedSQL() + " text_pattern_ops"} // the default class supports prefixes only in collation "C"
			addIndex(r, taken, []string{f.Column, "prefix"}, model.Index{Using: "btree", Columns: columns, Reason: "filtering by the start of " + f.Name})
		}
	}
	for _, f := range r.Fields {
		if f.Repeated && slices.Contains(f.Filter, spec.OpHas) {
			addIndex(r, taken, []string{f.Column}, model.Index{Using: "gin", Columns: []string{f.ColumnSQL}, Reason: "filtering by " + f.Name})
		}
	}
	if r.SearchSQL = searchSQL(r); r.SearchSQL != "" {
		addIndex(r, taken, []string{"search"}, model.Index{Using: "gin", Columns: []string{r.SearchSQL}, Reason: "searching"})
	}
	addOwnerIndexes(r, taken)
	if r.Has(spec.List) {
		for _, f := range r.Times() { // last, so that no other index loses its name to them
			addIndex(r, taken, []string{f.Column, "id"}, model.Index{Columns: []string{f.ColumnSQL, "id"}, Reason: "sorting by " + f.Name})
		}
	}
}

// addIndex adds an index, unless another one serves its queries too.
func addIndex(r *model.Resource, taken pgschema.Relations, names []string, i model.Index) {
	if served(r, i) {
		return
	}
	i.Name = taken.Claim(slices.Concat([]string{r.Table}, names, []string{"idx"})...)
	r.Indexes = append(r.Indexes, &i)
}

// served reports whether an existing index or unique constraint makes i unnecessary.
func served(r *model.Resource, i model.Index) bool {
	begins := func(columns []string) bool {
		return len(columns) >= len(i.Columns) && slices.Equal(columns[:len(i.Columns)], i.Columns)
	}
	for _, have := range r.Indexes {
		if have.Using == i.Using && (begins(have.Columns) && i.Using == "" || slices.Equal(have.Columns, i.Columns)) {
			return true
		}
	}
	if i.Using != "" || i.Reason == "" || r.SoftDelete { // with soft_delete the index of a unique lacks the deleted rows
		return false
	}
	return slices.ContainsFunc(r.Uniques, func(u *model.Unique) bool { return begins(u.Columns) })
}

// searchSQL returns the expression of the full-text index; "" if no field is searched. PostgreSQL uses the index only for queries
// with exactly this expression.
func searchSQL(r *model.Resource) string {
	var parts []string
	for _, f := range r.Fields {
		switch {
		case f.Search && f.Optional:
			parts = append(parts, "coalesce("+f.ColumnSQL+", '')")
		case f.Search:
			parts = append(parts, f.ColumnSQL)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "to_tsvector('simple', " + strings.Join(parts, " || ' ' || ") + ")"
}
