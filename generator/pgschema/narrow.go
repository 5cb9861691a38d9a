package pgschema

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// narrows reports whether rows that are there may break a constraint that comes in the place of another; was is nil where there was
// none. What a column that comes with it holds, svcgen has seen to.
func (e *evolver) narrows(t *Table, was, now *Constraint) bool {
	switch {
	case now.Unique != nil:
		return e.narrowsUnique(t, now.Unique)
	case was == nil:
		was = e.freed[t.Name+"."+now.Name]
	}
	for _, c := range t.Constraints { // of a field that was renamed and changed
		if was == nil && now.Check != "" && c.Check != "" && c.Column == now.Column {
			was = c
		}
	}
	switch {
	case was == nil:
		return true
	case now.RefTable != "":
		return was.RefTable != now.RefTable
	}
	return !widens(was.Check, now.Check)
}

// narrowsUnique reports whether two rows that are there may have the same values.
func (e *evolver) narrowsUnique(t *Table, columns []string) bool {
	if slices.ContainsFunc(t.Constraints, func(c *Constraint) bool { return c.Unique != nil && slices.Equal(c.Unique, columns) }) {
		return false
	}
	return !slices.ContainsFunc(t.Columns, func(c *Column) bool {
		return e.fresh[t.Name+"."+c.Name] && mentions(strings.Join(columns, ","), c.Name)
	})
}

// widens reports whether every value that fits an old condition fits a new one. Both are as checkExpr writes them.
func widens(old, now string) bool {
	before := readCheck(old)
	return !slices.ContainsFunc(readCheck(now), func(c bounds) bool {
		return !slices.ContainsFunc(before, func(was bounds) bool { return was.subject == c.subject && was.within(c) })
	})
}

// bounds are what a CHECK asks of one expression: char_length(title) between bounds, or one of some values.
type bounds struct {
	subject     string
	least, most string   // "" where there is no bound
	values      []string // nil where any is allowed
}

// conditionForm is one condition; its groups are the expression, the operator, and what stands behind it.
var conditionForm = regexp.MustCompile(`^(.+?) (BETWEEN|>=|<=|=|<>|IN|<@) (.+)$`)

// readCheck reads the conditions of a CHECK. What it cannot read is a condition that only equals itself.
func readCheck(check string) []bounds {
	parts := []string{check}
	if values, items, ok := strings.Cut(check, "] AND "); ok { // a list of enum values that has a greatest length
		parts = []string{values + "]", items}
	}
	var all []bounds
	for _, p := range parts {
		all = append(all, readCondition(p))
	}
	return all
}

func readCondition(text string) bounds {
	m := conditionForm.FindStringSubmatch(text)
	if m == nil {
		return bounds{subject: text}
	}
	c, rest := bounds{subject: m[1]}, m[3]
	switch m[2] {
	case "BETWEEN":
		c.least, c.most, _ = strings.Cut(rest, " AND ")
	case ">=":
		c.least = rest
	case "<=":
		c.most = rest
	case "=":
		c.least, c.most = rest, rest
	case "<>": // the empty text
		c.subject, c.least = "char_length("+c.subject+")", "1"
	case "IN":
		c.values = strings.Split(strings.Trim(rest, "()"), ", ")
	case "<@":
		c.values = strings.Split(strings.TrimSuffix(strings.TrimPrefix(rest, "ARRAY["), "]"), ", ")
	}
	return c
}

func (c bounds) within(wider bounds) bool {
	if wider.values != nil {
		return c.values != nil && !slices.ContainsFunc(c.values, func(v string) bool { return !slices.Contains(wider.values, v) })
	}
	return (wider.least == "" || c.least != "" && compareLiterals(wider.least, c.least) <= 0) &&
		(wider.most == "" || c.most != "" && compareLiterals(c.most, wider.most) <= 0)
}

// compareLiterals orders numbers; timestamps and dates are in a form that sorts.
func compareLiterals(a, b string) int {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if okX && okY {
		return x.Cmp(y)
	}
	return cmp.Compare(a, b)
}
