package model

import "github.com/svcgen/svcgen/generator/spec"

// nameRows names sqlc's row structs and their fields. sqlc knows tables and columns by their raw names alike, for the whole
// service. So where a table and a column share a name both get the same one: the plural, which reads well for either.
func (b *builder) nameRows(s *Service, ss *spec.Service) {
	columns := scope{}
	columns.add(systemColumns()...)
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			columns.add(f.Column)
		}
	}
	db := scope{}
	db.add(dbIdentifiers()...)
	for _, r := range s.Resources {
		db.add(dbDerived(r.GoName)...)
	}
	tables := map[string]string{}
	for _, r := range s.Resources {
		name := goName(r.Name)
		if columns[r.Table] {
			name = goName(r.Table)
		}
		var ok bool
		if r.DBName, ok = db.claim(name, "Row", nothing); !ok {
			b.problem(specResource(ss, r.Name).Pos, "give it another name", "resource %q: its name in package db, %s, is taken", r.Name, name)
		}
		tables[r.Table] = r.DBName
	}
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			f.DBName = goName(f.Column)
			if name, ok := tables[f.Column]; ok {
				f.DBName = name
			}
		}
	}
}

// nameFields names the fields in the entity and in the message. Package spec has refused fields that share a name in JSON.
func (b *builder) nameFields(s *Service, ss *spec.Service) {
	qualified := scope{}
	for _, r := range s.Resources {
		members := scope{}
		members.add(entityMembers()...)
		byGo := map[string]string{}
		for _, f := range r.Fields {
			pos := specField(ss, r.Name, f.Name).Pos
			usual := goName(f.Name)
			switch {
			case byGo[usual] != "":
				b.problem(pos, "rename one of them", "fields %q and %q are both %s in Go", byGo[usual], f.Name, usual)
			case usual == "ID" || usual == "CreateTime" || usual == "UpdateTime" || usual == "DeleteTime" || usual == "Version":
				b.problem(pos, "every resource has it; choose another name", "field %q is %s in Go", f.Name, usual)
			}
			byGo[usual] = f.Name
			f.GoName, _ = members.claim(usual, "Value", nothing)
			f.Qualified, _ = qualified.claim(r.GoName+f.GoName, "Field", nothing)
		}
		setPBNames(r)
	}
}

// setPBNames computes protoc-gen-go's names. The message declares what every resource has first, so the names of those are
// always the usual ones.
func setPBNames(r *Resource) {
	all := []pbField{{name: "id"}, {name: "create_time"}, {name: "update_time"}, {name: "etag"}}
	if r.SoftDelete {
		all = append(all, pbField{name: "delete_time"})
	}
	system := len(all)
	for _, f := range r.Fields {
		all = append(all, pbField{name: f.Name, optional: f.ProtoOptional()})
	}
	names := pbFieldNames(all)
	for i, f := range r.Fields {
		f.PBName = names[system+i]
	}
}
