package kind

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/pattern"
)

// Rule is one rule of the spec as a Go condition that holds if a value breaks it.
type Rule struct {
	Cond string // p.Stock < 0
	Text string // Go expression of what the field must be: "must be at least 0"
}

// rule is a rule with a literal text.
func rule(cond, text string) Rule {
	if strings.ContainsAny(text, "\\\"") {
		return Rule{cond, goRaw(text)}
	}
	return Rule{cond, strconv.Quote(text)}
}

// Rules are the rules of the field as a whole; value is a Go expression for it, such as p.Title.
func (s *Shape) Rules(value string) []Rule {
	switch {
	case s.Repeated:
		return s.listRules(value)
	case s.Pointer():
		rules := s.elementRules("*" + value)
		for i, r := range rules {
			rules[i].Cond = value + " != nil && " + parenthesize(r.Cond)
		}
		return rules
	}
	return s.elementRules(value)
}

// ElementRules are the rules of each element of a list; value is a Go expression for the element.
func (s *Shape) ElementRules(value string) []Rule {
	if !s.Repeated {
		return nil
	}
	return s.elementRules(value)
}

func (s *Shape) elementRules(x string) []Rule {
	if s.Kind.Rules == nil {
		return nil
	}
	return s.Kind.Rules(s, x)
}

func (s *Shape) listRules(value string) []Rule {
	var rules []Rule
	if s.MaxItems != nil {
		rules = append(rules, rule(
			fmt.Sprintf("len(%s) > %d", value, *s.MaxItems),
			fmt.Sprintf("must have at most %s", Count(*s.MaxItems, "item")),
		))
	}
	if s.UniqueItems {
		rules = append(rules, rule("!format.Distinct("+value+")", "must not contain duplicates"))
	}
	return rules
}

// setRule refuses the zero value of a field that must be set, by the client or to the caller.
func (s *Shape) setRule(cond string) []Rule {
	if !s.Required && (!s.Caller || s.Optional) || s.Repeated {
		return nil
	}
	return []Rule{rule(cond, "must be set")}
}

// boundRules compare with Min and Max; each format holds one %s, the bound.
func (s *Shape) boundRules(below, above string) []Rule {
	var rules []Rule
	if s.Min != nil {
		rules = append(rules, rule(fmt.Sprintf(below, s.Literal(*s.Min)), "must be at least "+s.Shown(*s.Min)))
	}
	if s.Max != nil {
		rules = append(rules, rule(fmt.Sprintf(above, s.Literal(*s.Max)), "must be at most "+s.Shown(*s.Max)))
	}
	return rules
}

// Count is a number with a noun: 1 item, 2 items.
func Count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// selectable makes *p.Price fit for a selector: Go takes pointers there as they are.
func selectable(x string) string { return strings.TrimPrefix(x, "*") }

func parenthesize(cond string) string {
	if strings.Contains(cond, " || ") {
		return "(" + cond + ")"
	}
	return cond
}

// boundCheck is a condition of SQL for Min and Max.
func (s *Shape) boundCheck(column string) string {
	switch {
	case s.Min != nil && s.Max != nil:
		return column + " BETWEEN " + s.SQLLiteral(*s.Min) + " AND " + s.SQLLiteral(*s.Max)
	case s.Min != nil:
		return column + " >= " + s.SQLLiteral(*s.Min)
	case s.Max != nil:
		return column + " <= " + s.SQLLiteral(*s.Max)
	}
	return ""
}

// sizeCheck is a condition of SQL for the size of a value.
func sizeCheck(size string, least, most int) string {
	switch {
	case least == most:
		return fmt.Sprintf("%s = %d", size, least)
	case least > 0 && most < pattern.NoLimit:
		return fmt.Sprintf("%s BETWEEN %d AND %d", size, least, most)
	case least > 0:
		return fmt.Sprintf("%s >= %d", size, least)
	case most < pattern.NoLimit:
		return fmt.Sprintf("%s <= %d", size, most)
	}
	return ""
}
