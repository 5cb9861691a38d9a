package pattern

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// class is characters that no pattern of a search tells apart.
type class struct {
	in      []bool // by number of a set: whether the set has them
	context rune   // a character that assertions such as \b take for the same
}

// letter is a character that texts are made of.
type letter struct {
	char  rune
	class *class
}

// plain are the characters that samples prefer, in this order.
const plain = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:@+ ,;=?&#%!*'()[]{}<>|~^$\"`\\"

// perRange is how many characters of each range may be in texts, beside the plain ones.
const perRange = 5

// setOf returns the number of the characters that an instruction takes, as ranges, among sets, which it adds them to; a negative
// number if the instruction takes no character.
func setOf(inst *syntax.Inst, sets [][]rune) (number int, all [][]rune) {
	var set []rune
	switch inst.Op {
	case syntax.InstRuneAny:
		set = []rune{0, unicode.MaxRune}
	case syntax.InstRuneAnyNotNL:
		set = []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}
	case syntax.InstRune, syntax.InstRune1:
		if set = inst.Rune; len(set) == 1 {
			set = oneRune(set[0], syntax.Flags(inst.Arg)&syntax.FoldCase != 0)
		}
	default:
		return -1, sets
	}
	for i, known := range sets {
		if slices.Equal(known, set) {
			return i, sets
		}
	}
	return len(sets), append(sets, set)
}

// oneRune returns the ranges of one character, or of all that differ from it in case only.
func oneRune(c rune, fold bool) []rune {
	all := []rune{c}
	if fold {
		for other := unicode.SimpleFold(c); other != c; other = unicode.SimpleFold(other) {
			all = append(all, other)
		}
	}
	slices.Sort(all)
	set := make([]rune, 0, 2*len(all))
	for _, c := range all {
		set = append(set, c, c)
	}
	return set
}

// classes splits all characters by the sets that have them. letters are those that texts are made of, the preferred ones first.
func classes(sets [][]rune) (all []*class, letters []letter) {
	known, seen := map[string]*class{}, map[rune]bool{0: true} // PostgreSQL stores no NUL
	add := func(c rune) {
		if seen[c] || !utf8.ValidRune(c) {
			return
		}
		seen[c] = true
		in := make([]bool, len(sets))
		for i, set := range sets {
			in[i] = has(set, c)
		}
		name := fmt.Sprint(contextOf(c), in)
		if known[name] == nil {
			known[name] = &class{in, contextOf(c)}
			all = append(all, known[name])
		}
		letters = append(letters, letter{c, known[name]})
	}
	for _, c := range plain {
		add(c)
	}
	borders := borders(sets)
	for _, printable := range []bool{true, false} {
		for i, c := range borders[:len(borders)-1] {
			for end := min(c+perRange, borders[i+1]); c < end; c++ {
				if unicode.IsPrint(c) == printable {
					add(c)
				}
			}
		}
	}
	return all, letters
}

// borders are the characters with which a range of alike characters begins, in order.
func borders(sets [][]rune) []rune {
	all := []rune{0, '\n', '\n' + 1, ' ', '0', '9' + 1, 'A', 'Z' + 1, '_', '_' + 1, 'a', 'z' + 1, 0x7f, 0xa0, 0xd800, 0xe000, unicode.MaxRune + 1}
	for _, set := range sets {
		for i := 0; i < len(set); i += 2 {
			all = append(all, set[i], set[i+1]+1)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// has reports whether one of the ranges has a character.
func has(set []rune, c rune) bool {
	for i := 0; i < len(set); i += 2 {
		if set[i] <= c && c <= set[i+1] {
			return true
		}
	}
	return false
}

// contextOf returns a character that assertions take for the same as c.
func contextOf(c rune) rune {
	switch {
	case c == '\n':
		return '\n'
	case syntax.IsWordChar(c):
		return 'a'
	}
	return ' '
}
