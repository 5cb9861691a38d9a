package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// EnumTarget is an enum of a service: the one of a field, or a named one.
type EnumTarget struct {
	Target        // of the field; only the service if the enum is named
	Enum   string // the name under enums:, "" if a field is meant
}

// RemoveValue removes a value from an enum. If declare is set, the value is listed under removed, with the value that replaces
// it in the data, or "" for none. It returns the changed file, as Remove does.
func RemoveValue(sources []Source, at EnumTarget, value, instead string, declare bool) (Source, error) {
	e, v, err := editValues(sources, at, value)
	if err != nil {
		return Source{}, err
	}
	switch {
	case len(v.enum.Values) == 1:
		return Source{}, e.problem(v.enum.Pos, "an enum has at least one", "%s is the only value of the enum", quote(value))
	case instead == value:
		return Source{}, Problem{Msg: "a value cannot replace itself", Hint: "choose another one of " + enumerate(v.enum.Values)}
	case instead != "" && !slices.Contains(v.enum.Values, instead):
		return Source{}, v.none(instead)
	}
	used := &report{}
	for _, f := range v.fields {
		for key, text := range map[string]*string{"default": f.Default, "backfill": f.Backfill} {
			if text != nil && *text == value {
				used.add(f.Pos, "give the field another one first", "%s is the %s of field %s", quote(value), key, quote(f.Name))
			}
		}
	}
	if f := e.messageDefault(v.enum.Name, value); f != nil {
		used.add(f.Pos, "give the field another one first", "%s is the default of field %s", quote(value), quote(f.Name))
	}
	for _, r := range e.service.Resources {
		for _, a := range r.Actions {
			if slices.ContainsFunc(v.fields, func(f *Field) bool { return v.resources[f] == r.Name && a.usesValue(f.Name, value) }) {
				used.add(a.Pos, "change the action first", "action %s of %s uses the value %s", quote(a.Name), r.Name, quote(value))
			}
		}
	}
	if problems := used.finish([]*source{e.src}); len(problems) > 0 {
		return Source{}, problems
	}
	return e.take(at.Service, []step{
		func(p *patch, service *node) { v.change(p, service, "") },
		func(p *patch, service *node) { v.declare(p, service, instead, declare) },
	})
}

// RenameValue renames a value of an enum. If declare is set, the data follow. It returns the changed file, as Rename does.
func RenameValue(sources []Source, at EnumTarget, value, to string, declare bool) (Source, error) {
	e, v, err := editValues(sources, at, value)
	if err != nil {
		return Source{}, err
	}
	if f := nameFault("enum value", to); !f.ok() {
		return Source{}, f.err()
	}
	if slices.Contains(v.enum.Values, to) {
		return Source{}, e.problem(v.enum.Pos, "choose another name", "the enum has a value %s already", quote(to))
	}
	steps := []step{func(p *patch, service *node) { v.change(p, service, to) }}
	for _, key := range []string{"default", "backfill"} {
		steps = append(steps, func(p *patch, service *node) {
			for _, f := range v.fields {
				field := descend(resourceNode(service, v.resources[f]), []string{"fields", f.Name})
				if s, ok := fieldWord(field, key); ok && s.text() == value {
					p.put(s, to)
				}
			}
		})
	}
	steps = append(steps, func(p *patch, service *node) {
		eachMessageField(service, func(field entry) {
			if s, ok := fieldWord(field.value, "enum"); ok && s.text() == v.enum.Name {
				if d, ok := fieldWord(field.value, "default"); ok && d.text() == value {
					p.put(d, to)
				}
			}
		})
	})
	steps = append(steps, func(p *patch, service *node) {
		for _, f := range v.fields {
			_, words := actionUses(resourceNode(service, v.resources[f]), f.Name)
			for _, s := range words {
				if s.text() == value {
					p.put(s, to)
				}
			}
		}
	})
	steps = append(steps, func(p *patch, service *node) { v.declare(p, service, to, declare) })
	return e.take(at.Service, steps)
}

// values is an enum with a value that is to change.
type values struct {
	enum      *Enum
	value     string
	path      []string          // below the service: of the values, or of the field that holds them
	of        []string          // of the removed list
	prefix    string            // of the value there: status.
	fields    []*Field          // that have the enum
	resources map[*Field]string // that the fields belong to
}

// editValues looks an enum and its value up.
func editValues(sources []Source, at EnumTarget, value string) (*editor, *values, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return nil, nil, err
	}
	name := at.Enum
	if at.Enum == "" {
		_, f, err := e.field(at.Target)
		if err != nil {
			return nil, nil, err
		}
		if f.Type != EnumType {
			return nil, nil, e.problem(f.Pos, "", "field %s is not an enum", quote(f.Name))
		}
		name = f.Enum
	}
	v := &values{value: value, path: []string{"enums", name}, prefix: name + ".", resources: map[*Field]string{}}
	for _, r := range e.service.Stored() {
		for _, f := range r.Fields {
			if f.Type != EnumType || f.Enum != name {
				continue
			}
			v.fields, v.resources[f] = append(v.fields, f), r.Name
			if f.Values != nil {
				v.of = r.path()
				v.path, v.prefix = append(slices.Clone(v.of), "fields", f.Name), f.Name+"."
			}
		}
	}
	names := make([]string, len(e.service.Enums))
	for i, enum := range e.service.Enums {
		names[i] = enum.Name
		if enum.Name == name {
			v.enum = enum
		}
	}
	switch {
	case v.enum == nil:
		hint := orElse(DidYouMean(name, names), known(names, "write the resource and the field of the value"))
		return nil, nil, Problem{Msg: "service " + quote(at.Service) + " has no enum " + quote(name), Hint: hint}
	case !slices.Contains(v.enum.Values, value):
		return nil, nil, v.none(value)
	}
	return e, v, nil
}

func (v *values) none(value string) error {
	hint := orElse(DidYouMean(value, v.enum.Values), known(v.enum.Values, ""))
	return Problem{Msg: "the enum has no value " + quote(value), Hint: hint}
}

// change gives the value another name, or takes it out for "".
func (v *values) change(p *patch, service *node, to string) {
	at := descend(service, v.path)
	if at != nil && at.kind == mapping {
		if enum := child(at, "enum"); enum != nil && enum.kind == list {
			at = enum
		}
	}
	if at == nil {
		p.failed = true
		return
	}
	if at.kind == list {
		i := slices.IndexFunc(at.items, func(n *node) bool { return n.text == v.value })
		switch {
		case i < 0:
			p.failed = true
		case to == "":
			p.drop(at, i)
		default:
			p.put(whole(at.items[i]), to)
		}
		return
	}
	s, ok := fieldWord(at, "enum")
	if !ok {
		p.failed = true
		return
	}
	text := s.text()
	list := strings.Split(strings.TrimSuffix(text, ","), ",")
	i := slices.Index(list, v.value)
	if i < 0 {
		p.failed = true
		return
	}
	if to == "" {
		list = slices.Delete(list, i, i+1)
	} else {
		list[i] = to
	}
	with := commas(list)
	if strings.HasSuffix(text, ",") && len(list) > 1 {
		with += ","
	}
	p.put(span{s.node, s.from, s.from + utf8.RuneCountInString(text)}, with)
}

// declare lists the value under removed. Earlier entries that name it as a replacement have no meaning any more.
func (v *values) declare(p *patch, service *node, instead string, write bool) {
	add := ""
	if write {
		add = v.prefix + v.value
		if instead != "" {
			add += " -> " + instead
		}
	}
	p.relist(descend(service, v.of), func(item string) bool {
		return strings.HasPrefix(item, v.prefix) && strings.HasSuffix(item, " -> "+v.value)
	}, add)
}
