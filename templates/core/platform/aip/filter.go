package aip

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// The limits of a filter.
const (
	maxFilter       = 2000 // characters
	maxConditions   = 20
	maxAlternatives = 100
)

var errNotText = errors.New("must be UTF-8 text without NUL characters")

// filter is a parser for the part of AIP-160 that this API supports:
//
//	filter      = term { ["AND"] term }
//	term        = restriction | "(" restriction { "OR" restriction } ")" | word | quoted
//	restriction = name ( "=" | "!=" | "<" | "<=" | ">" | ">=" | ":" ) ( word | quoted )
//
// Alternatives compare the same field with "=". A value that ends in * is a prefix. A word or a quoted text without a comparison
// is searched for.
type filter struct {
	text   string
	pos    int // in bytes
	schema Schema

	conditions []Condition
	terms      []string // to search for, each quoted
}

func (f *filter) parse() error {
	if utf8.RuneCountInString(f.text) > maxFilter {
		return fmt.Errorf("must have at most %d characters", maxFilter)
	}
	if !utf8.ValidString(f.text) || strings.Contains(f.text, "\x00") {
		return errNotText
	}
	for f.skipSpace(); f.pos < len(f.text); f.skipSpace() {
		if err := f.term(); err != nil {
			return err
		}
		if len(f.conditions)+len(f.terms) > maxConditions {
			return fmt.Errorf("must have at most %d conditions", maxConditions)
		}
		f.skipSpace()
		and := f.pos
		if f.keyword("AND") && f.rest() == "" {
			return f.failure(and, "a condition is missing after AND")
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
		return f.failure(start, "a condition is missing before AND")
	case f.keyword("OR"):
		return f.failure(start, "alternatives need parentheses: (a = x OR a = y)")
	case f.keyword("NOT"), f.accept("-"):
		return f.failure(start, "NOT and - are not supported: write a != x")
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
		return f.failure(start, "a comparison is missing after %q: write field = value", errs.Echo(word))
	}
	if prefix {
		return f.failure(start, "a search finds whole words only: leave out the *")
	}
	f.terms = append(f.terms, `"`+strings.ReplaceAll(word, `"`, " ")+`"`)
	return nil
}

// alternatives reads the rest of (a = x OR a = y) after the parenthesis at start.
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
			return f.failure(at, "alternatives must compare the same field with =: (a = x OR a = y)")
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
		return f.failure(start, "%s cannot have alternatives; allowed: %s", field.Name, field.Ops)
	}
	var values []any
	for _, c := range all {
		values = append(values, c.Value)
	}
	f.conditions = append(f.conditions, Condition{Field: all[0].Field, Op: In, Value: values})
	return nil
}

// restriction reads the value of a comparison, which started at start with name and op. op can also be Equal if the field allows
// instead.
func (f *filter) restriction(start int, name string, op, instead Op) (Condition, error) {
	field, ok := f.field(name)
	if !ok {
		return Condition{}, f.failure(start, "%w", unknown("filter", name, f.names()))
	}
	if op == 0 {
		return Condition{}, f.failure(f.pos, "a comparison is missing after %q; allowed: %s", name, field.Ops)
	}
	f.skipSpace()
	at := f.pos
	text, prefix, err := f.literal(valueEnd)
	if err != nil {
		return Condition{}, err
	}
	written := op.String()
	if prefix {
		written += ` "x*"`
	}
	if prefix && op == Equal {
		op = Prefix
	}
	allowed := field.Ops&op != 0 || op == Equal && field.Ops&instead != 0
	if !allowed || prefix && op != Prefix {
		return Condition{}, f.failure(start, "%q cannot be compared with %s; allowed: %s", name, written, field.Ops)
	}
	if prefix {
		return Condition{Field: field.Name, Op: Prefix, Value: text}, nil
	}
	value, err := field.Parse(text)
	if err != nil {
		return Condition{}, f.failure(at, "%q %w", errs.Echo(text), err)
	}
	return Condition{Field: field.Name, Op: op, Value: value}, nil
}

// field finds a field by a name that a client uses for it, if lists can be filtered by it.
func (f *filter) field(name string) (Field, bool) {
	i := slices.IndexFunc(f.schema.Fields, func(have Field) bool { return have.Ops != 0 && have.called(name) })
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

// failure is an error at a position, in bytes, which it counts in characters.
func (f *filter) failure(pos int, format string, args ...any) error {
	at := utf8.RuneCountInString(f.text[:pos]) + 1
	return fmt.Errorf("is wrong at character %d: %w", at, fmt.Errorf(format, args...))
}
