package pattern

import (
	"math"
	"regexp/syntax"
)

// NoLimit is a length beyond every limit.
const NoLimit = math.MaxInt32

// Longest returns the greatest number of characters of a text that matches an RE2 pattern, NoLimit if there is none.
func Longest(pattern string) int {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil || re.Op != syntax.OpConcat || re.Sub[0].Op != syntax.OpBeginText || re.Sub[len(re.Sub)-1].Op != syntax.OpEndText {
		return NoLimit
	}
	return longestOf(re)
}

// longestOf returns the greatest number of characters that a part of a pattern matches, NoLimit if there is none.
func longestOf(re *syntax.Regexp) int {
	n := 0
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n = 1
	case syntax.OpStar, syntax.OpPlus:
		n = NoLimit
	case syntax.OpQuest, syntax.OpCapture:
		n = longestOf(re.Sub[0])
	case syntax.OpRepeat:
		n = longestOf(re.Sub[0])
		if re.Max < 0 {
			n = NoLimit
		} else if n < NoLimit {
			n *= re.Max // RE2 has at most 1000, all nested ones multiplied
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			n += longestOf(sub)
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			n = max(n, longestOf(sub))
		}
	}
	return min(n, NoLimit)
}
