package kind

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/pattern"
)

// stringKind is text of one line.
func stringKind() Kind {
	return Kind{
		GoType: "string", Zero: `""`, Literal: quoted,
		SQLType: "text", RowType: "string", SQLZero: "''", Check: textCheck, PrefixIndex: true, LongText: true,
		ProtoType: "string", PBType: "string",
		Parser: "aip.String", FreeText: true,
		Schema: []string{"type: string"}, SchemaRules: textSchema,
		Rules: textRules, Cases: textCases, NotSet: textNotSet,
		Sample: textSample, InSeries: textInSeries,
	}
}

// lengths are the bounds of a text in characters.
func (s *Shape) lengths() (least, most int) {
	least, most = 0, pattern.NoLimit
	if s.MinLen != nil {
		least = *s.MinLen
	}
	if s.MaxLen != nil {
		most = *s.MaxLen
	}
	if s.Required && !s.Repeated {
		least = max(least, 1)
	}
	return least, most
}

func textRules(s *Shape, x string) []Rule {
	var rules []Rule
	least, most := s.lengths()
	n := "utf8.RuneCountInString(" + x + ")"
	switch {
	case least == 1 && most == pattern.NoLimit && s.MinLen == nil:
		rules = append(rules, rule(x+` == ""`, "must be set"))
	case least > 0 && most < pattern.NoLimit:
		rules = append(rules, rule(fmt.Sprintf("!format.Length(%s, %d, %d)", x, least, most), lengthText(least, most)))
	case least > 0:
		rules = append(rules, rule(fmt.Sprintf("%s < %d", n, least), lengthText(least, most)))
	case most < pattern.NoLimit:
		rules = append(rules, rule(fmt.Sprintf("%s > %d", n, most), lengthText(least, most)))
	}
	// An empty text has no form to check; if it may not be empty, the rule on its length refuses it.
	filled := ""
	if !s.Pointer() && !s.Repeated {
		filled = x + ` != "" && `
	}
	if s.Pattern != "" {
		rules = append(rules, rule(filled+"!"+s.PatternVar()+".MatchString("+x+")", "must match "+s.Pattern))
	}
	if s.Format != "" {
		f := formatOf(s.Format)
		rules = append(rules, rule(filled+"!format."+f.function+"("+x+")", "must be "+f.text))
	}
	return rules
}

// PatternVar is the name of the package variable that holds the compiled pattern.
func (s *Shape) PatternVar() string { return "pattern" + s.Qualified }

func lengthText(least, most int) string {
	switch {
	case least == most:
		return fmt.Sprintf("must have %s", Count(most, "character"))
	case least > 0 && most < pattern.NoLimit:
		return fmt.Sprintf("must have %d to %s", least, Count(most, "character"))
	case least > 0:
		return fmt.Sprintf("must have at least %s", Count(least, "character"))
	}
	return fmt.Sprintf("must have at most %s", Count(most, "character"))
}

func textCheck(s *Shape, column string) string {
	least, most := s.lengths()
	if least == 1 && most == pattern.NoLimit {
		return column + " <> ''"
	}
	return sizeCheck("char_length("+column+")", least, most)
}

func textSample(s *Shape, i int) string {
	if s.Pattern != "" || s.Format != "" {
		found := s.found
		if found == nil {
			found, _ = s.findTexts()
		}
		if len(found) == 0 {
			return ""
		}
		return found[i%len(found)]
	}
	least, most := s.lengths()
	text := fmt.Sprintf("%s %d", s.Title, i+1)
	if n := utf8.RuneCountInString(text); n > most {
		text = strings.Repeat("a", max(most-1, 0)) + string(rune('a'+i%26))
		text = text[:most]
	} else if n < least {
		text += strings.Repeat("a", least-n)
	}
	return text
}

func textInSeries(_ *Shape, texts []string) string { return TextSeries(texts) }

// textNotSet is the empty text, unless the cases of the length test it.
func textNotSet(s *Shape) string {
	if s.MinLen != nil && *s.MinLen > 1 {
		return ""
	}
	return `""`
}

func textCases(s *Shape, add addCase) {
	if s.Pattern != "" {
		if outside, ok := patternMiss(s); ok {
			add("malformed %s", strconv.Quote(outside), false)
			return
		}
	}
	if s.Format != "" {
		add("malformed %s", strconv.Quote("not valid!"), false)
	}
	if s.Pattern != "" || s.Format != "" {
		return
	}
	length := func(n int, valid bool) {
		text := strconv.Quote(strings.Repeat("é", n)) // two bytes a character: rules count characters
		if n > 3 {
			text = fmt.Sprintf("strings.Repeat(%q, %d)", "é", n)
		}
		add("%s of "+Count(n, "character"), text, valid)
	}
	if s.MinLen != nil && *s.MinLen > 0 {
		length(*s.MinLen, true)
		if *s.MinLen > 1 {
			length(*s.MinLen-1, false)
		}
	}
	if s.MaxLen != nil {
		if s.MinLen == nil || *s.MinLen != *s.MaxLen {
			length(*s.MaxLen, *s.MaxLen > 0 || !s.Required)
		}
		length(*s.MaxLen+1, false)
	}
}

// patternMiss is a text of a legal length that the pattern does not match.
func patternMiss(s *Shape) (string, bool) {
	matches, err := regexp.Compile(s.Pattern)
	if err != nil {
		return "", false
	}
	least, most := s.lengths()
	for _, c := range []string{"!", "a", "A", "0", " ", "-", "\n", "é"} {
		miss := strings.Repeat(c, max(least, 1))
		if utf8.RuneCountInString(miss) <= most && !matches.MatchString(miss) {
			return miss, true
		}
	}
	return "", false
}
