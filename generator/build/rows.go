package build

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// nameRows names sqlc's row structs and their fields. sqlc renames by the raw name, for tables and columns of the whole service alike.
// So a table and a column that share a name get the same Go name: the plural, which reads well for both.
func (b *builder) nameRows(s *model.Service, ss *spec.Service) {
	columns := naming.Scope{}
	columns.Add(systemColumns()...)
	for _, r := range s.Resources {
		b.checkColumns(r, ss)
		for _, f := range r.Fields {
			for _, c := range f.Columns {
				columns.Add(c.Name)
			}
		}
	}
	db := naming.Scope{}
	db.Add(naming.DBIdentifiers()...)
	for _, t := range platformTables(ss) { // sqlc has a struct for them, too: Outbox, JobRun
		db.Add(naming.GoName(strings.TrimSuffix(t.Name, "s")))
	}
	for _, r := range s.Resources {
		db.Add(naming.DBDerived(r.GoName)...)
	}
	tables := map[string]string{}
	for _, r := range s.Resources {
		name := naming.GoName(r.Name)
		if columns[r.Table] {
			name = naming.GoName(r.Table)
		}
		var ok bool
		if r.DBName, ok = db.Claim(name, "Row", nil); !ok {
			b.problem(ss.Resource(r.Name).Pos, "give it another name", "resource %q: its name in package db, %s, is taken", r.Name, name)
		}
		tables[r.Table] = r.DBName
	}
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			for i := range f.Columns {
				c := &f.Columns[i]
				c.DBName = naming.GoName(c.Name)
				if name, ok := tables[c.Name]; ok {
					c.DBName = name
				}
			}
		}
	}
}

// checkColumns refuses a second column of a field if its name is taken. Package spec knows the names of fields alone.
func (b *builder) checkColumns(r *model.Resource, ss *spec.Service) {
	taken := naming.Scope{}
	taken.Add(systemColumns()...)
	for _, f := range r.Fields {
		taken.Add(f.Column)
	}
	for _, f := range r.Fields {
		for _, c := range f.Columns[1:] {
			if taken[c.Name] {
				b.problem(ss.Resource(r.Name).Field(f.Name).Pos, "give one of them another name", "field %q of %s needs the column %s, which is taken", f.Name, r.Name, c.Name)
			}
			taken.Add(c.Name)
		}
	}
}

// nameFields names the fields in the entity and in the message. Package spec has reported fields that share a JSON name.
func (b *builder) nameFields(s *model.Service, ss *spec.Service) {
	qualified := naming.Scope{}
	for _, r := range s.Resources {
		members := naming.Scope{}
		members.Add(naming.EntityMembers()...)
		byGo := map[string]string{}
		for _, f := range r.Fields {
			pos := ss.Resource(r.Name).Field(f.Name).Pos
			usual := naming.GoName(f.Name)
			switch {
			case byGo[usual] != "":
				b.problem(pos, "rename one of them", "fields %q and %q are both %s in Go", byGo[usual], f.Name, usual)
			case usual == "ID" || usual == "CreateTime" || usual == "UpdateTime" || usual == "DeleteTime" || usual == "Version":
				b.problem(pos, "every resource has it; choose another name", "field %q is %s in Go", f.Name, usual)
			}
			byGo[usual] = f.Name
			f.GoName, _ = members.Claim(usual, "Value", nil)
			f.Qualified, _ = qualified.Claim(r.GoName+f.GoName, "Field", nil)
		}
		b.nameLists(r, ss, members)
		setPBNames(r)
		b.linkActions(r, ss.Resource(r.Name), members, qualified)
	}
	b.linkServiceMethods(s, ss, qualified)
	b.linkCustomEvents(s, ss, qualified)
}

// setPBNames sets the names that protoc-gen-go gives to fields. The message declares the fields that every resource has first, so those
// always keep their usual names.
func setPBNames(r *model.Resource) {
	all := []naming.PBField{{Name: "id"}, {Name: "create_time"}, {Name: "update_time"}, {Name: "etag"}}
	if r.SoftDelete {
		all = append(all, naming.PBField{Name: "delete_time"})
	}
	if r.List != nil {
		all = nil
	}
	system := len(all)
	for _, f := range r.Fields {
		all = append(all, naming.PBField{Name: f.Name, Optional: f.ProtoOptional()})
	}
	for _, c := range r.Children {
		all = append(all, naming.PBField{Name: c.List.Name})
	}
	if len(r.Expansions) > 0 {
		all = append(all, naming.PBField{Name: spec.Expanded})
	}
	names := naming.PBFieldNames(all)
	if len(r.Expansions) > 0 {
		r.PBExpanded = names[len(names)-1]
	}
	for i, f := range r.Fields {
		f.PBName = names[system+i]
	}
	for i, c := range r.Children {
		c.List.PBName = names[system+len(r.Fields)+i]
	}
}
