package spec

import (
	"slices"
	"strings"
)

// maxCheckFields is far below the number of arguments that a function of PostgreSQL takes.
const maxCheckFields = 16

// hookHint says where a rule goes that no check can say.
const hookHint = "write the rule in Go, in the hook check… of the resource"

// readChecks reads the checks of a resource, period: ends_at > starts_at, when its fields are known.
func (s *serviceDecl) readChecks(r *resourceDecl) {
	if r.checks == nil {
		return
	}
	if n := r.checks.value; n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0 {
		s.add(r.checks.key.pos(), "checks: {period: ends_at > starts_at}", "resource %s has no checks under checks", quote(r.Name))
		return
	}
	if n := r.checks.value; n.kind == list {
		s.add(n.pos(), "give each a name: checks: {period: ends_at > starts_at}", "\"checks\" must be a mapping, not a list")
		return
	}
	for _, e := range s.entries(r.checks.value, `"checks"`) {
		if f := nameFault("check", e.key.text); !f.ok() {
			s.add(e.key.pos(), f.hint, "%s", f.msg)
		} else if r.field(e.key.text) != nil {
			s.add(e.key.pos(), "name it after what it says: period, budget", "check %s has the name of a field", quote(e.key.text))
		}
		if !e.value.scalar() {
			s.unfit(e, "a rule such as ends_at > starts_at")
			continue
		}
		before := len(s.problems)
		c := s.readCheck(r, e)
		if len(s.problems) > before {
			continue
		}
		if at := slices.IndexFunc(r.Checks, func(o *Check) bool { return sameSubject(o, c) }); at >= 0 {
			s.add(c.Pos, "keep one of them", "check %s is about the same as %s in line %d", quote(c.Name), quote(r.Checks[at].Name), r.Checks[at].Pos.Line)
			continue
		}
		r.Checks = append(r.Checks, c)
	}
}

// sameSubject reports whether two checks compare the same fields, or say the same of them.
func sameSubject(a, b *Check) bool {
	if a.Rel.Compares() != b.Rel.Compares() || !a.Rel.Compares() && a.Rel != b.Rel {
		return false
	}
	if a.Rel == Requires {
		return slices.Equal(a.Fields, b.Fields)
	}
	return slices.Equal(slices.Sorted(slices.Values(a.Fields)), slices.Sorted(slices.Values(b.Fields)))
}

func (s *serviceDecl) readCheck(r *resourceDecl, e entry) *Check {
	rule := item{e.value.text, place{node: e.value}}
	words := checkWords(rule)
	rel, fields, ok := parseCheck(words)
	c := &Check{Pos: rule.at.pos(), Name: e.key.text, Rel: rel}
	if !ok {
		s.unknownRule(e, words)
		return c
	}
	if len(fields) > maxCheckFields {
		s.add(c.Pos, hookHint, "a check has at most %d fields", maxCheckFields)
		return c
	}
	var known []*Field
	for _, w := range fields {
		if slices.Contains(c.Fields, w.text) {
			s.add(w.at.pos(), "", "field %s is in the check twice", quote(w.text))
			return c
		}
		c.Fields = append(c.Fields, w.text)
		f := s.checkField(r, w)
		if f == nil || f.Type == "" {
			continue // reported already
		}
		if rel.Compares() {
			s.comparable(f, w)
		} else {
			s.settable(f, w)
		}
		known = append(known, f)
	}
	s.setByServer(c, known)
	if rel.Compares() && len(known) == 2 && known[0].can(bounded) && known[1].can(bounded) && measure(known[0]) != measure(known[1]) {
		s.add(c.Pos, "give both fields one type, or "+hookHint, "%s is %s and %s is %s: they are not compared",
			quote(c.Fields[0]), measured(known[0]), quote(c.Fields[1]), measured(known[1]))
	}
	return c
}

// setByServer reports a check that refuses what clients create, because only the server sets one of its fields, and not before the check
// is tested. An optional field is NULL until then, which keeps a comparison.
func (s *serviceDecl) setByServer(c *Check, fields []*Field) {
	if len(fields) != len(c.Fields) {
		return // reported already
	}
	sent := func(f *Field) bool { return !f.OutputOnly }
	switch {
	case c.Rel.Compares():
		for _, f := range fields {
			if f.OutputOnly && !f.Optional {
				s.add(c.Pos, "add optional to the field: the check then holds from the moment it is set", "field %s is output_only: it has no value of its own yet when the check is tested at creation", quote(f.Name))
			}
		}
	case c.Rel == Requires && sent(fields[0]) && !sent(fields[1]),
		c.Rel == AllSet && slices.ContainsFunc(fields, sent) && !all(fields, sent),
		(c.Rel == AnySet || c.Rel == OneExactly) && !slices.ContainsFunc(fields, sent):
		s.add(c.Pos, hookHint, "an output_only field is not set yet when the check is tested at creation, which would be refused")
	}
}

func all(fields []*Field, holds func(*Field) bool) bool {
	return !slices.ContainsFunc(fields, func(f *Field) bool { return !holds(f) })
}

// measure says what the values of a field count; those of equal measures are compared.
func measure(f *Field) string {
	if f.Type == Int32 {
		return string(Int64) + " "
	}
	return string(f.Type) + " " + f.Currency
}

// measured is the type of a field, with its currency if it has one.
func measured(f *Field) string { return strings.TrimSpace(f.typeText() + " " + f.Currency) }

// unknownRule reports a rule that has none of the forms, with the reason for those that people write.
func (s *serviceDecl) unknownRule(e entry, words []item) {
	const forms = "svcgen help spec lists the forms, such as ends_at > starts_at and email or phone must be set; if none fits, " + hookHint
	for _, w := range words {
		switch w.text {
		case "==":
			s.add(w.at.pos(), "write =", "unknown operator %s in a check", quote(w.text))
			return
		case "<>":
			s.add(w.at.pos(), "write !=", "unknown operator %s in a check", quote(w.text))
			return
		}
	}
	if strings.Contains(e.value.text, ",") {
		s.add(e.value.pos(), withoutCommas(e.value.text), "a check has no commas")
		return
	}
	s.add(e.value.pos(), forms, "check %s has none of the forms of a check", quote(e.key.text))
}

// withoutCommas is the hint for a rule with commas: the same rule with the word that its form has between fields.
func withoutCommas(rule string) string {
	var said []string
	for _, f := range setForms {
		text := strings.Join(strings.Fields(strings.ReplaceAll(rule, ",", " "+f.between+" ")), " ")
		if _, _, ok := ParseCheck(text); ok && !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	if len(said) == 0 {
		said = []string{"email or phone must be set", "email and phone must be set together"}
	}
	return "write " + strings.Join(said, ", or ")
}

// checkField finds the field that a word of a check names; nil, with a problem, if there is none.
func (s *serviceDecl) checkField(r *resourceDecl, w item) *Field {
	if f := r.field(w.text); f != nil {
		return f
	}
	switch {
	case slices.Contains([]string{"id", "create_time", "update_time", "delete_time", "etag"}, w.text):
		s.add(w.at.pos(), hookHint, "%s is set by the server: a check is about fields of the spec", quote(w.text))
	case !isName(w.text):
		s.add(w.at.pos(), "a value belongs to the field: min, max, len or enum; or "+hookHint, "%s is not a field: a check is between fields", quote(w.text))
	default:
		names := make([]string, len(r.Fields))
		for i, f := range r.Fields {
			names[i] = f.Name
		}
		s.add(w.at.pos(), DidYouMean(w.text, names), "resource %s has no field %s", quote(r.Name), quote(w.text))
	}
	return nil
}

// comparable reports a field whose values Go and PostgreSQL do not compare alike, or that no client can bring in line with another.
func (s *serviceDecl) comparable(f *Field, w item) {
	switch {
	case f.Repeated:
		s.add(w.at.pos(), hookHint, "field %s is a list, and lists are not compared", quote(f.Name))
	case f.can(chars):
		s.add(w.at.pos(), hookHint, "field %s is a text: how texts compare depends on the collation of the database", quote(f.Name))
	case !f.can(bounded):
		s.add(w.at.pos(), "numbers, times and durations are compared; "+hookHint, "field %s is %s, which is not compared", quote(f.Name), f.typeText())
	case f.Now:
		s.add(w.at.pos(), hookHint, "field %s is the time of creation, which a check is not about", quote(f.Name))
	}
}

// settable reports a field of which a check cannot say whether it is set.
func (s *serviceDecl) settable(f *Field, w item) {
	switch {
	case f.Repeated:
		s.add(w.at.pos(), hookHint, "field %s is a list, which is always set, if only to no items", quote(f.Name))
	case f.Type != Ref && !f.Optional:
		s.add(w.at.pos(), "add optional to the field, or leave it out of the check", "field %s is not optional, so it is always set", quote(f.Name))
	case f.Type == Ref:
		s.add(w.at.pos(), hookHint, "field %s is a reference, and no check is about whether one is set", quote(f.Name))
	}
}
