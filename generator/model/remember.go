package model

import "slices"

// remember writes into the ledger what a later run needs in order to tell how the schema has changed.
func (b *builder) remember(s *Service, entry *ServiceEntry) {
	for _, e := range s.Enums {
		_ = e
	}
	for _, r := range s.Resources {
		re := entry.resource(r.Name)
		re.Fields = nil
		for _, f := range r.Fields {
			re.Fields = append(re.Fields, f.entry())
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
	e := &FieldEntry{
		Name: f.Name, Number: f.Number, Type: f.Kind.Type, Repeated: f.Repeated,
		Precision: f.Precision, Scale: f.Scale,
		OnDelete: f.OnDelete, Optional: f.Optional, Required: f.Required,
		Immutable: f.Immutable, OutputOnly: f.OutputOnly, Now: f.Now,
		MinLen: f.MinLen, MaxLen: f.MaxLen, Min: f.Min, Max: f.Max,
		MaxItems: f.MaxItems, MaxBytes: f.MaxBytes, Search: f.Search,
	}
	if f.Enum != nil {
		e.Enum = f.Enum.Name
	}
	if f.Ref != nil {
		e.Ref = f.Ref.Name
	}
	if f.HasDefault {
		e.Default = &f.Default
	}
	return e
}
