package kind

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
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
func (f *Shape) Rules(value string) []Rule {
	if f.Repeated {
		return f.listRules(value)
	}
	if f.Pointer() {
		rules := f.elementRules("*" + value)
		for i, r := range rules {
			rules[i].Cond = value + " != nil && " + parenthesize(r.Cond)
		}
		return rules
	}
	rules := f.elementRules(value)
	if f.Kind.Type == spec.Bytes && f.Required {
		rules = append([]Rule{rule("len("+value+") == 0", "must be set")}, rules...)
	}
	return rules
}

// ElementRules are the rules of each element of a list; value is a Go expression for the element.
func (f *Shape) ElementRules(value string) []Rule {
	if !f.Repeated {
		return nil
	}
	return f.elementRules(value)
}

func (f *Shape) listRules(value string) []Rule {
	var rules []Rule
	if f.MaxItems != nil {
		rules = append(rules, rule(
			fmt.Sprintf("len(%s) > %d", value, *f.MaxItems),
			fmt.Sprintf("must have at most %s", Count(*f.MaxItems, "item")),
		))
	}
	if f.UniqueItems {
		rules = append(rules, rule("!format.Distinct("+value+")", "must not contain duplicates"))
	}
	return rules
}

func (f *Shape) elementRules(x string) []Rule {
	switch f.Kind.Type {
	case spec.String, spec.Text:
		return f.textRules(x)
	case spec.Int32, spec.Int64:
		return f.rangeRules(x+" < %s", x+" > %s")
	case spec.Float64:
		finite := rule(fmt.Sprintf("math.IsNaN(%s) || math.IsInf(%s, 0)", x, x), "must be a finite number")
		return append([]Rule{finite}, f.rangeRules(x+" < %s", x+" > %s")...)
	case spec.Decimal:
		x = selectable(x)
		rules := f.rangeRules(x+".LessThan(%s)", x+".GreaterThan(%s)")
		return append(rules, rule(
			fmt.Sprintf("!%s.Equal(%s.Truncate(%d)) || %s.Abs().GreaterThanOrEqual(%s)", x, x, f.Scale, x, f.decimalLimit()),
			f.decimalMessage(),
		))
	case spec.Timestamp, spec.Date:
		x = selectable(x)
		return append(f.setRule(x+".IsZero()"), f.rangeRules(x+".Before(%s)", x+".After(%s)")...)
	case spec.UUID, spec.Ref:
		return f.setRule(x + " == uuid.Nil")
	case spec.EnumType:
		return []Rule{{"!" + selectable(x) + ".Valid()", "errs.OneOf(" + selectable(x) + ".Values())"}}
	case spec.JSON: // its size is checked where it comes in: PostgreSQL spaces it anew
		return f.setRule("len(" + x + ") == 0")
	case spec.Bytes:
		return f.byteRules(x)
	}
	return nil
}

// setRule refuses the zero value of a field that must be set.
func (f *Shape) setRule(cond string) []Rule {
	if !f.Required || f.Repeated {
		return nil
	}
	return []Rule{rule(cond, "must be set")}
}

func (f *Shape) textRules(x string) []Rule {
	var rules []Rule
	least, most := f.lengths()
	n := "utf8.RuneCountInString(" + x + ")"
	switch {
	case least == 1 && most == noLimit && f.MinLen == nil:
		rules = append(rules, rule(x+` == ""`, "must be set"))
	case least > 0 && most < noLimit && strings.HasPrefix(x, "*"):
		rules = append(rules, rule(fmt.Sprintf("%s < %d || %s > %d", n, least, n, most), lengthMessage(least, most)))
	case least > 0 && most < noLimit:
		rules = append(rules, rule(fmt.Sprintf("length := %s; length < %d || length > %d", n, least, most), lengthMessage(least, most)))
	case least > 0:
		rules = append(rules, rule(fmt.Sprintf("%s < %d", n, least), lengthMessage(least, most)))
	case most < noLimit:
		rules = append(rules, rule(fmt.Sprintf("%s > %d", n, most), lengthMessage(least, most)))
	}
	// An empty text has no form to check; if it may not be empty, the rule on its length refuses it.
	filled := ""
	if !f.Pointer() && !f.Repeated {
		filled = x + ` != "" && `
	}
	if f.Pattern != "" {
		rules = append(rules, rule(filled+"!"+f.PatternVar()+".MatchString("+x+")", "must match "+f.Pattern))
	}
	if f.Format != "" {
		rules = append(rules, rule(filled+"!format."+formatNames[f.Format]+"("+x+")", "must be "+formatTexts[f.Format]))
	}
	return rules
}

var formatNames = map[spec.Format]string{
	spec.Email: "Email", spec.URI: "URI", spec.Hostname: "Hostname", spec.IP: "IP",
}

var formatTexts = map[spec.Format]string{
	spec.Email: "an email address", spec.URI: "an absolute URI", spec.Hostname: "a host name", spec.IP: "an IP address",
}

func lengthMessage(least, most int) string {
	switch {
	case least == most:
		return fmt.Sprintf("must have %s", Count(most, "character"))
	case least > 0 && most < noLimit:
		return fmt.Sprintf("must have %d to %s", least, Count(most, "character"))
	case least > 0:
		return fmt.Sprintf("must have at least %s", Count(least, "character"))
	}
	return fmt.Sprintf("must have at most %s", Count(most, "character"))
}

// rangeRules compares with Min and Max; each format holds one %s, the bound.
func (f *Shape) rangeRules(below, above string) []Rule {
	switch least, most := f.Min, f.Max; {
	case least != nil && most != nil && strings.Contains(below, " < "):
		cond := fmt.Sprintf(below, f.goLiteral(*least)) + " || " + fmt.Sprintf(above, f.goLiteral(*most))
		return []Rule{rule(cond, "must be between "+*least+" and "+*most)}
	case least != nil && most != nil:
		return []Rule{
			rule(fmt.Sprintf(below, f.goLiteral(*least)), "must be at least "+*least),
			rule(fmt.Sprintf(above, f.goLiteral(*most)), "must be at most "+*most),
		}
	case least != nil:
		return []Rule{rule(fmt.Sprintf(below, f.goLiteral(*least)), "must be at least "+*least)}
	case most != nil:
		return []Rule{rule(fmt.Sprintf(above, f.goLiteral(*most)), "must be at most "+*most)}
	}
	return nil
}

func (f *Shape) byteRules(x string) []Rule {
	if f.MaxBytes == nil {
		return nil
	}
	return []Rule{rule(fmt.Sprintf("len(%s) > %d", x, *f.MaxBytes), "must have at most "+Count(*f.MaxBytes, "byte"))}
}

// decimalLimit is the least number with too many digits before the point, as Go.
func (f *Shape) decimalLimit() string {
	return fmt.Sprintf("decimal.New(1, %d)", f.Precision-f.Scale)
}

func (f *Shape) decimalMessage() string {
	return fmt.Sprintf("must have at most %s before and %d after the decimal point", Count(f.Precision-f.Scale, "digit"), f.Scale)
}

// PatternVar is the name of the package variable that holds the compiled pattern.
func (f *Shape) PatternVar() string {
	return "pattern" + f.Qualified
}

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
