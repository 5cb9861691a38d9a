package spec

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// decl is a field while it is read, with the position of everything in it.
type decl struct {
	*Field
	report *report
	at     place // the type
	ofAt   place // what follows its name: the enum or resource
	args   []arg
	sep    rune // between the words, 0 in the long form
	skip   bool // the type is not known: rules cannot be checked
}

// arg is a flag or key of a field, from either form.
type arg struct {
	key    string
	keyAt  place
	has    bool // there is a value
	text   string
	textAt place
	quoted bool
	long   bool   // from a mapping
	kind   kind   // of the value, in a mapping
	list   []item // the values of a list in a mapping
}

// items are the values of a list: a,b in the one-line form, a YAML list in the long one.
func (a arg) items() []item {
	if a.list != nil {
		return a.list
	}
	return splitItems(a.text, a.textAt)
}

// ParseField reads a field in the one-line form: TYPE [flag | key=value]…, separated by spaces (sep ' ') or, in a word of
// the command line, by colons (sep ':'). at is the place of its first character. It checks all that can be checked
// without the rest of the service; the values of an enum written inside the field are in Values. The field is nil if there are problems.
func ParseField(at Pos, name, text string, sep rune) (*Field, Problems) {
	r := &report{}
	d := parseLine(r, &Field{Pos: at, Name: name}, place{base: at}, text, sep)
	if len(r.problems) > 0 {
		return nil, r.finish(nil)
	}
	return d.Field, nil
}

// parseLine reads the one-line form.
func parseLine(r *report, f *Field, at place, line string, sep rune) *decl {
	d := &decl{Field: f, report: r, at: at, sep: sep}
	words, bad, why := splitWords(line, sep)
	if bad >= 0 {
		r.add(at.plus(bad).pos(), why.hint, "%s", why.msg)
		d.skip = true
	}
	if len(words) == 0 {
		if bad < 0 {
			r.add(at.pos(), "write a type, for example string or int32 min=0", "field %s has no type", quote(f.Name))
		}
		d.skip = true
		return d
	}
	typ := words[0]
	d.at = at.plus(typ.at)
	d.setType(typ.text)
	for _, w := range words[1:] {
		d.args = append(d.args, arg{
			key: w.key, keyAt: at.plus(w.at), has: w.has,
			text: w.value, textAt: at.plus(w.valAt), quoted: w.quoted,
		})
	}
	d.apply()
	return d
}

// parseLong reads the long form, a mapping with the same keys.
func parseLong(r *report, f *Field, n *node) *decl {
	d := &decl{Field: f, report: r, at: place{node: n}}
	var typ, of *arg // type:, and enum: or ref:
	for _, e := range r.entries(n, "a field") {
		a := arg{key: e.key.text, keyAt: place{node: e.key}, has: true, text: e.value.text, textAt: place{node: e.value}, long: true, kind: e.value.kind}
		switch {
		case e.value.kind == list:
			for _, i := range e.value.items {
				if !i.scalar() && i.kind != null {
					r.add(i.pos(), "", "%s must be a list of words, not of %s", quote(a.key), i.kind)
					d.skip = true
					continue
				}
				a.list = append(a.list, item{i.text, place{node: i}})
			}
		case !e.value.scalar():
			r.unfit(e, "a value")
			d.skip = d.skip || a.key == "type"
			continue
		}
		switch a.key {
		case "type":
			typ = &a
		case "enum", "ref":
			of = &a
		default:
			d.args = append(d.args, a)
		}
	}
	d.setLongType(n, typ, of)
	d.apply()
	return d
}

// setLongType builds the type of the one-line form from type:, enum: and ref: of the long form.
func (d *decl) setLongType(n *node, typ, of *arg) {
	var word string
	switch {
	case d.skip:
		return
	case typ == nil && of == nil:
		d.report.add(n.pos(), "{type: string, unique: true}", "field %s has no type", quote(d.Name))
		d.skip = true
		return
	case of == nil:
		word, d.at = typ.text, typ.textAt
		if strings.ContainsAny(word, " \n") && !strings.Contains(word, "(") {
			d.report.add(typ.textAt.pos(), "in a mapping write each flag as a key: {type: string, unique: true}", "%s is not a type", quote(word))
			d.skip = true
			return
		}
	default:
		d.at = of.textAt
		word = of.key + "=" + of.text
		if of.list != nil {
			values := make([]string, len(of.list))
			for i, v := range of.list {
				values[i] = v.text
			}
			word = of.key + "=" + commas(values)
		}
		if typ != nil && typ.text == of.key+"[]" {
			word += "[]"
		} else if typ != nil && typ.text != of.key {
			d.report.add(typ.textAt.pos(), "leave out type", "type %s contradicts %s", quote(typ.text), of.key)
		}
		d.setTypeOf(word, of.textAt.plus(-len(of.key)-1), of.list)
		return
	}
	d.setType(word)
}

// setType reads the first word of the one-line form.
func (d *decl) setType(word string) { d.setTypeOf(word, d.at, nil) }

// setTypeOf reads a type at a place; in the long form the values of an enum have places of their own.
func (d *decl) setTypeOf(word string, at place, values []item) {
	d.skip = !d.readType(word, at, values) || d.skip
}

func (d *decl) readType(word string, at place, values []item) bool {
	base, repeated := strings.CutSuffix(word, "[]")
	name, rest := base, ""
	if open := strings.IndexAny(base, "=("); open >= 0 {
		name, rest = base[:open], base[open:]
	}
	info := Type(name).info()
	switch p := info.params; {
	case p != nil && rest == "":
		d.report.add(at.pos(), p.missing.hint, "%s", p.missing.msg)
		return false
	case p != nil && strings.HasPrefix(rest, p.open):
		d.Type, d.Repeated = info.typ, repeated
		d.ofAt = at.plus(utf8.RuneCountInString(name) + len(p.open))
		if !p.read(d, rest[len(p.open):], d.ofAt, values) {
			return false
		}
	case info.typ != "" && rest == "":
		d.Type, d.Repeated = info.typ, repeated
	case slices.Contains(keyWords(), name):
		d.report.add(at.pos(), "write the type first: "+typeFor(name)+" "+word, "%s is not a type", quote(name))
		return false
	default:
		d.report.unknown(at.pos(), "type", base, inType, typeWords())
		return false
	}
	if repeated && info.noList != "" {
		d.report.add(at.pos(), info.noList, "there are no lists of %s", d.Type)
		return false
	}
	return true
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func itoa(n int) string { return strconv.Itoa(n) }
