package aip

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits of a filter.
const (
	maxFilter       = 2000 // characters
	maxConditions   = 20
	maxAlternatives = 100
)

// filter reads the part of AIP-160 that this API takes:
//
//	filter      = term { ["AND"] term }
//	term        = restriction | "(" restriction { "OR" restriction } ")" | word | quoted
//	restriction = name ( "=" | "!=" | "<" | "<=" | ">" | ">=" | ":" ) ( word | quoted )
//
// Alternatives compare one field with "=". A quoted text that ends in * is a prefix. A word or a quoted text alone is
// searched for.
type filter struct {
	text   string
	pos    int // in bytes
	schema Schema

	conditions []Condition
	terms      []string // to search for, each quoted
}

func (f *filter) parse() error {
	if utf8.RuneCountInString(f.text) > maxFilter {
		return fmt.Errorf("is longer than %d characters", maxFilter)
	}
	if !utf8.ValidString(f.text) || strings.Contains(f.text, "\x00") {
		return errors.New("is not a text")
	}
	for f.skipSpace(); f.pos < len(f.text); f.skipSpace() {
		if err := f.term(); err != nil {
			return err
		}
		if len(f.conditions)+len(f.terms) > maxConditions {
			return fmt.Errorf("has more than %d conditions", maxConditions)
		}
		f.skipSpace()
		and := f.pos
		if f.keyword("AND") && f.rest() == "" {
			return f.failure(and, "nothing follows AND")
		}
	}
	return nil
}

func (f *filter) term() error {
	start := f.pos
	switch {
	case f.accept("("):
		return f.alternatives(start)
	case f.keyword("AND"):
		return f.failure(start, "nothing stands before AND")
	case f.keyword("OR"):
		return f.failure(start, "alternatives stand in parentheses: (a = x OR a = y)")
	case f.keyword("NOT"), f.accept("-"):
		return f.failure(start, "negation is not supported, only a != x")
	}
	word, prefix, err := f.literal(wordEnd)
	if err != nil {
		return err
	}
	if op := f.operator(); op != 0 {
		c, err := f.restriction(start, word, op, 0)
		f.conditions = append(f.conditions, c)
		return err
	}
	if !f.schema.Search {
		return f.failure(start, "%q is not compared with anything: a filter is written name = value", word)
	}
	if prefix {
		return f.failure(start, "only whole words are searched for")
	}
	f.terms = append(f.terms, `"`+strings.ReplaceAll(word, `"`, " ")+`"`)
	return nil
}

// alternatives reads what follows "(" at start.
func (f *filter) alternatives(start int) error {
	var all []Condition
	for {
		f.skipSpace()
		at := f.pos
		name, _, err := f.literal(wordEnd)
		if err != nil {
			return err
		}
		c, err := f.restriction(at, name, f.operator(), In)
		if err != nil {
			return err
		}
		all = append(all, c)
		if len(all) > maxAlternatives {
			return f.failure(at, "more than %d alternatives", maxAlternatives)
		}
		if len(all) > 1 && (c.Field != all[0].Field || c.Op != Equal || all[0].Op != Equal) {
			return f.failure(at, "alternatives compare one field: (a = x OR a = y)")
		}
		f.skipSpace()
		if f.accept(")") {
			break
		}
		if !f.keyword("OR") {
			return f.failure(f.pos, "OR or ) is missing")
		}
	}
	if len(all) == 1 {
		f.conditions = append(f.conditions, all[0])
		return nil
	}
	if field, _ := f.field(all[0].Field); field.Ops&In == 0 {
		return f.failure(start, "%s takes no alternatives, only %s", field.Name, field.Ops)
	}
	var values []any
	for _, c := range all {
		values = append(values, c.Value)
	}
	f.conditions = append(f.conditions, Condition{Field: all[0].Field, Op: In, Value: values})
	return nil
}

// restriction reads the value after op; name stood at start. A field that allows instead takes "=" too.
func (f *filter) restriction(start int, name string, op, instead Op) (Condition, error) {
	field, ok := f.field(name)
	if !ok {
		return Condition{}, f.failure(start, "%w", unknown("filter", name, f.names()))
	}
	if op == 0 {
		return Condition{}, f.failure(f.pos, "nothing is compared with %s", name)
	}
	f.skipSpace()
	at := f.pos
	text, prefix, err := f.literal(valueEnd)
	if err != nil {
		return Condition{}, err
	}
	if prefix && op == Equal {
		op = Prefix
	}
	allowed := field.Ops&op != 0 || op == Equal && field.Ops&instead != 0
	if !allowed || prefix && op != Prefix {
		return Condition{}, f.failure(start, "%s is not compared like this, only with %s", name, field.Ops)
	}
	if prefix {
		return Condition{Field: name, Op: Prefix, Value: text}, nil
	}
	value, err := field.Parse(text)
	if err != nil {
		return Condition{}, f.failure(at, "%q %w", text, err)
	}
	return Condition{Field: name, Op: op, Value: value}, nil
}

// field finds a field that can be filtered by.
func (f *filter) field(name string) (Field, bool) {
	i := slices.IndexFunc(f.schema.Fields, func(have Field) bool { return have.Name == name && have.Ops != 0 })
	if i < 0 {
		return Field{}, false
	}
	return f.schema.Fields[i], true
}

func (f *filter) names() []string {
	var names []string
	for _, field := range f.schema.Fields {
		if field.Ops != 0 {
			names = append(names, field.Name)
		}
	}
	return names
}

func (f *filter) failure(pos int, format string, args ...any) error {
	at := utf8.RuneCountInString(f.text[:pos]) + 1
	return fmt.Errorf("at character %d: %w", at, fmt.Errorf(format, args...))
}
