package model

import "slices"

// remember writes into the ledger what a later run needs in order to tell how the schema and the API have changed.
func (b *builder) remember(s *Service, entry *ServiceEntry) {
	entry.API = s.ProtoPackage + "." + s.PBName
	for _, r := range s.Resources {
		re := entry.resource(r.Name)
		re.PrimaryKey = unusual(r.PrimaryKey, r.Table+"_pkey")
		re.Path, re.Methods = r.Path, nil
		for _, m := range r.Methods {
			re.Methods = append(re.Methods, m.Name)
		}
		was := map[string]string{}
		for _, f := range re.Fields {
			was[f.Name] = f.Was
		}
		re.Fields = nil
		for _, f := range r.Fields {
			e := f.entry()
			e.Was = was[f.Name]
			re.Fields = append(re.Fields, e)
		}
		re.Uniques, re.Indexes = nil, nil
		for _, u := range r.Uniques {
			re.Uniques = append(re.Uniques, IndexEntry{Name: u.Name, Columns: slices.Clone(u.Columns)})
		}
		for _, i := range r.Indexes {
			re.Indexes = append(re.Indexes, IndexEntry{Name: i.Name, Using: i.Using, Columns: slices.Clone(i.Columns)})
		}
	}
}

func (f *Field) entry() *FieldEntry {
	column := f.column()
	e := &FieldEntry{
		Name: f.Name, Number: f.Number, Type: f.Kind.Type, Repeated: f.Repeated,
		Precision: f.Precision, Scale: f.Scale, Optional: f.Optional, API: f.api(),
		SQL: column.typ, SQLDefault: column.def,
	}
	if f.Enum != nil {
		e.Enum = f.Enum.Name
	}
	if f.Ref != nil {
		e.Ref = f.Ref.Name
	}
	for _, c := range f.constraints() {
		if c.refTable != "" {
			e.ForeignKey = []string{c.name, c.refTable, c.onDelete}
		} else {
			e.Check = []string{c.name, c.check}
		}
	}
	return e
}
