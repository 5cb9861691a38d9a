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
//	filter      = factor { ["AND"] factor }
//	factor      = term { "OR" term }
//	term        = ["NOT" | "-"] ( restriction | "(" factor ")" | word | quoted )
//	restriction = name ( "=" | "!=" | "<" | "<=" | ">" | ">=" | ":" ) ( word | quoted ) | name ":*"
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
		c, err := f.factor()
		switch {
		case err != nil:
			return err
		case c.Field != "":
			f.conditions = append(f.conditions, c)
		default:
			f.terms = append(f.terms, c.searched())
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

// searched returns the word of a term as websearch_to_tsquery reads it. The Condition of a word has no Field.
func (c Condition) searched() string {
	word, _ := c.Value.(string)
	quoted := `"` + strings.ReplaceAll(word, `"`, " ") + `"`
	if c.Not {
		return "-" + quoted
	}
	return quoted
}

// factor reads a term or, if OR follows, alternatives.
func (f *filter) factor() (Condition, error) {
	start := f.pos
	first, err := f.term()
	if err != nil {
		return first, err
	}
	values := []any{first.Value}
	for f.skipSpace(); f.keyword("OR"); f.skipSpace() {
		at := f.pos
		next, err := f.term()
		if err != nil {
			return next, err
		}
		simple := first.Op == Equal && next.Op == Equal && !first.Not && !next.Not
		if !simple || next.Field != first.Field {
			return next, f.failure(at, "alternatives must compare the same field with =: a = x OR a = y")
		}
		if values = append(values, next.Value); len(values) > maxAlternatives {
			return next, f.failure(at, "more than %d alternatives", maxAlternatives)
		}
	}
	if len(values) == 1 {
		return first, nil
	}
	if field, _ := f.field(first.Field); field.Ops&In == 0 {
		return first, f.failure(start, "%s cannot have alternatives; allowed: %s", field.Name, field.allowed())
	}
	return Condition{Field: first.Field, Op: In, Value: values}, nil
}

// term reads a condition. For a word to search for, the condition has a Value only.
func (f *filter) term() (c Condition, err error) {
	start := f.pos
	switch {
	case f.keyword("AND"):
		return c, f.failure(start, "a condition is missing before AND")
	case f.keyword("OR"):
		return c, f.failure(start, "a condition is missing before OR")
	case f.keyword("NOT"), f.accept("-"):
		c, err = f.simple()
		return c.negated(), err
	}
	return f.simple()
}

// negated returns the condition of the rows that do not meet c, among them those in which the field is not set.
func (c Condition) negated() Condition {
	switch c.Op {
	case Equal:
		c.Op = NotEqual
	case NotEqual:
		c.Op = Equal
	default:
		c.Not = !c.Not
	}
	return c
}

// simple reads a condition without NOT.
func (f *filter) simple() (Condition, error) {
	start := f.pos
	if f.accept("(") {
		f.skipSpace()
		c, err := f.factor()
		if f.skipSpace(); err == nil && !f.accept(")") {
			err = f.failure(f.pos, "OR or ) is missing")
		}
		return c, err
	}
	word, prefix, err := f.literal(wordEnd)
	if err != nil {
		return Condition{}, err
	}
	if op := f.operator(); op != 0 {
		return f.restriction(start, word, op)
	}
	if field, ok := f.field(word); ok && !f.schema.Search {
		return Condition{}, f.failure(f.pos, "a comparison is missing after %q; allowed: %s", word, field.allowed())
	}
	if !f.schema.Search {
		return Condition{}, f.failure(start, "a comparison is missing after %q: write field = value", errs.Echo(word))
	}
	if prefix {
		return Condition{}, f.failure(start, "a search finds whole words only: leave out the *")
	}
	return Condition{Value: word}, nil
}

// restriction reads the value of a comparison, which started at start with name and op.
func (f *filter) restriction(start int, name string, op Op) (Condition, error) {
	field, ok := f.field(name)
	if !ok {
		err := unknown("filter", name, f.names())
		if f.schema.Search {
			err = fmt.Errorf("%w; words alone are searched for", err)
		}
		return Condition{}, f.failure(start, "%w", err)
	}
	f.skipSpace()
	at := f.pos
	text, prefix, err := f.literal(valueEnd)
	if err != nil {
		return Condition{}, err
	}
	written := op.String()
	switch {
	case prefix && op == Has && text == "":
		op, written = Set, Set.String()
	case prefix:
		written += ` "x*"`
		if op != Equal {
			op = 0
			break
		}
		op = Prefix
	}
	allowed := field.allowed()
	if allowed&In != 0 {
		allowed |= Equal // an alternative, or the only one
	}
	if allowed&op == 0 {
		return Condition{}, f.failure(start, "%q cannot be compared with %s; allowed: %s", name, written, field.allowed())
	}
	switch op {
	case Set:
		return Condition{Field: field.Name, Op: Set}, nil
	case Prefix:
		return Condition{Field: field.Name, Op: Prefix, Value: text}, nil
	}
	value, err := field.Parse(text)
	if err != nil && field.Optional && strings.EqualFold(text, "null") {
		return Condition{}, f.failure(start, "%q is not a value: write -%[2]s:* for those in which %[2]s is not set", text, name)
	}
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
