package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Check is a rule between fields of a resource.
type Check struct {
	Pos    Pos
	Name   string // period: it is part of the name of the constraint
	Rel    Relation
	Fields []string // in the order of the rule; two if Rel compares, two or more otherwise
}

// Relation is what a check says of its fields.
type Relation string

// The relations. Those that compare hold if a field is not set.
const (
	Less         Relation = "<"
	LessEqual    Relation = "<="
	Greater      Relation = ">"
	GreaterEqual Relation = ">="
	Equal        Relation = "="
	NotEqual     Relation = "!="

	Requires   Relation = "requires"             // a requires b
	AnySet     Relation = "must be set"          // a or b must be set
	AllSet     Relation = "must be set together" // a and b must be set together
	OnlyOne    Relation = "only one of"          // only one of a or b may be set
	OneExactly Relation = "exactly one of"       // exactly one of a or b must be set
)

// Compares reports whether the relation compares the values of two fields. The others say which fields are set.
func (r Relation) Compares() bool { return slices.Contains(comparisons, r) }

var comparisons = []Relation{Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual}

// setForms are the forms of the relations that say which fields are set: what stands before the fields, between them and after them.
var setForms = []struct {
	rel                    Relation
	before, between, after string
	doc                    string
}{
	{Requires, "", "requires", "", "phone is set if email is set"},
	{AnySet, "", "or", "must be set", "at least one of the fields is set"},
	{AllSet, "", "and", "must be set together", "all of the fields are set, or none of them"},
	{OnlyOne, "only one of", "or", "may be set", "at most one of the fields is set"},
	{OneExactly, "exactly one of", "or", "must be set", "one of the fields is set, and no other one"},
}

// CheckDoc documents a form of checks.
type CheckDoc struct {
	Written string // an example
	Text    string // what it says, for readers
}

// CheckDocs documents the forms of checks.
func CheckDocs() []CheckDoc {
	signs := make([]string, len(comparisons))
	for i, rel := range comparisons {
		signs[i] = string(rel)
	}
	docs := []CheckDoc{{
		FormatCheck(&Check{Rel: Greater, Fields: []string{"ends_at", "starts_at"}}),
		"one number, time or duration against another of its type: " + strings.Join(signs, " ") + "; it holds if one of them is not set",
	}}
	for _, f := range setForms {
		docs = append(docs, CheckDoc{FormatCheck(&Check{Rel: f.rel, Fields: []string{"email", "phone"}}), f.doc})
	}
	return docs
}

// FormatCheck writes the rule of a check as the spec does: ends_at > starts_at.
func FormatCheck(c *Check) string {
	if c.Rel.Compares() {
		return strings.Join(c.Fields, " "+string(c.Rel)+" ")
	}
	for _, f := range setForms {
		if f.rel == c.Rel {
			return strings.TrimSpace(f.before + " " + strings.Join(c.Fields, " "+f.between+" ") + " " + f.after)
		}
	}
	return ""
}

// ParseCheck reads a rule that FormatCheck wrote. ok is false if it has none of the forms.
func ParseCheck(rule string) (rel Relation, fields []string, ok bool) {
	rel, words, ok := parseCheck(checkWords(item{text: rule}))
	for _, w := range words {
		fields = append(fields, w.text)
		ok = ok && isName(w.text)
	}
	return rel, fields, ok
}

// checkWords cuts a rule at its blanks, and around operators: a>b is a > b.
func checkWords(rule item) []item { return cutWords(rule, "<>=!") }

// cutWords cuts a text at its blanks, and before and after the characters of operators that stand together.
func cutWords(rule item, operators string) []item {
	var words []item
	for _, w := range indexWords(rule) {
		for w.text != "" {
			end := strings.IndexAny(w.text, operators)
			if end == 0 {
				end = len(w.text) - len(strings.TrimLeft(w.text, operators))
			}
			if end < 0 {
				end = len(w.text)
			}
			words = append(words, item{w.text[:end], w.at})
			w = item{w.text[end:], w.at.plus(utf8.RuneCountInString(w.text[:end]))}
		}
	}
	return words
}

// parseCheck reads the relation of a rule and the words that name its fields. ok is false if the rule has none of the forms.
func parseCheck(words []item) (rel Relation, fields []item, ok bool) {
	if len(words) == 3 && Relation(words[1].text).Compares() {
		return Relation(words[1].text), []item{words[0], words[2]}, true
	}
	for _, f := range setForms {
		if fields, ok := setFields(words, strings.Fields(f.before), f.between, strings.Fields(f.after)); ok && (f.rel != Requires || len(fields) == 2) {
			return f.rel, fields, true
		}
	}
	return "", nil, false
}

// setFields are the words of a form that name fields: every second one between what stands before and after.
func setFields(words []item, before []string, between string, after []string) (fields []item, ok bool) {
	same := func(words []item, texts []string) bool {
		return slices.EqualFunc(words, texts, func(w item, text string) bool { return w.text == text })
	}
	inner := len(words) - len(before) - len(after)
	if inner < 3 || inner%2 == 0 || !same(words[:len(before)], before) || !same(words[len(words)-len(after):], after) {
		return nil, false
	}
	for i, w := range words[len(before) : len(words)-len(after)] {
		switch {
		case i%2 == 0:
			fields = append(fields, w)
		case w.text != between:
			return nil, false
		}
	}
	return fields, true
}
