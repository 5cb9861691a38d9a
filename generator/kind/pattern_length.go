package kind

import "regexp/syntax"

// patternLength returns the greatest number of characters of a text that matches an RE2 pattern, noLimit if there is none.
func patternLength(pattern string) int {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || re.Op != syntax.OpConcat || re.Sub[0].Op != syntax.OpBeginText || re.Sub[len(re.Sub)-1].Op != syntax.OpEndText {
		return noLimit
	}
	return longest(re)
}

// longest returns the greatest number of characters that a part of a pattern matches, noLimit if there is none.
func longest(re *syntax.Regexp) int {
	n := 0
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n = 1
	case syntax.OpStar, syntax.OpPlus:
		n = noLimit
	case syntax.OpQuest, syntax.OpCapture:
		n = longest(re.Sub[0])
	case syntax.OpRepeat:
		n = longest(re.Sub[0])
		if re.Max < 0 {
			n = noLimit
		} else if n < noLimit {
			n *= re.Max // RE2 has at most 1000, all nested ones multiplied
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			n += longest(sub)
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			n = max(n, longest(sub))
		}
	}
	return min(n, noLimit)
}
