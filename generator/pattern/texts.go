// Package pattern finds texts that match RE2 patterns.
package pattern

import (
	"regexp/syntax"
	"slices"
)

const (
	searchLimit = 1_000_000 // places and steps, which take about a second
	furthest    = 1_100     // characters above the least length; no pattern repeats anything more than 1,000 times
	noChar      = rune(-1)  // what is before the first character, and after the last
)

// Texts returns up to n different texts that all of one or two RE2 patterns match and that have least to most characters: the
// shortest first, then in the order of letters. It walks through the automata of the patterns at once, so that it finds a text if
// there is one; complete is false if it gave up before. The same arguments always give the same texts.
func Texts(patterns []string, least, most, n int) (texts []string, complete bool) {
	s := search{ends: map[state]bool{}, left: searchLimit, most: n}
	var start place
	var sets [][]rune
	for _, pattern := range patterns {
		// With anything before and after it, a pattern matches a text from its first character to its last.
		parsed, err := syntax.Parse(`(?s:.*)(?:`+pattern+`)(?s:.*)`, syntax.Perl)
		if err != nil {
			return nil, false
		}
		prog, err := syntax.Compile(parsed.Simplify())
		if err != nil {
			return nil, false
		}
		a := &automaton{insts: prog.Inst, sets: make([]int, len(prog.Inst)), known: map[move][]uint32{}}
		for pc := range prog.Inst {
			a.sets[pc], sets = setOf(&prog.Inst[pc], sets)
		}
		s.automata = append(s.automata, a)
		start.at[len(s.automata)-1] = uint32(prog.Start) //nolint:gosec // an index
	}
	start.before = noChar
	s.classes, s.letters = classes(sets)
	s.distances(start)
	if shortest, ok := s.distance[start]; ok {
		least = max(least, shortest)
		for length := least; length <= min(most, least+furthest) && len(s.texts) < n && s.left > 0; length++ {
			s.write(nil, []state{{start, length}})
		}
	}
	return s.texts, s.left > 0
}

// search is a walk through automata.
type search struct {
	automata []*automaton
	classes  []*class
	letters  []letter
	distance map[place]int  // the least number of characters from a place to the end of a text; absent if there is no way
	ends     map[state]bool // whether a text can end as a state says
	left     int            // steps until it gives up

	texts []string // found
	most  int      // how many to find
}

// place is a point between two characters of a text.
type place struct {
	at     [2]uint32 // in each automaton: the next instruction
	before rune      // a character that assertions take for the one before
}

// state is a place with the number of characters that follow.
type state struct {
	place
	more int
}

// distances fills distance for all places that texts lead to from start.
func (s *search) distances(start place) {
	s.distance = map[place]int{}
	from := map[place][]place{}
	var ends []place
	seen := map[place]bool{start: true}
	for todo := []place{start}; len(todo) > 0 && s.left > 0; {
		at := todo[0]
		todo = todo[1:]
		if s.accepts(at) {
			ends = append(ends, at)
			s.distance[at] = 0
		}
		for _, c := range s.classes {
			if s.left <= 0 {
				break
			}
			for _, to := range s.step(at, c) {
				from[to] = append(from[to], at)
				if !seen[to] {
					seen[to] = true
					todo = append(todo, to)
				}
			}
		}
	}
	for todo := ends; len(todo) > 0; todo = todo[1:] {
		for _, at := range from[todo[0]] {
			if _, ok := s.distance[at]; !ok {
				s.distance[at] = s.distance[todo[0]] + 1
				todo = append(todo, at)
			}
		}
	}
}

// write finds the texts that begin with prefix, which leads to the given states. They differ in the last characters first.
func (s *search) write(prefix []rune, states []state) {
	states = slices.DeleteFunc(states, func(at state) bool { return !s.canEnd(at) })
	if len(states) == 0 {
		return
	}
	if states[0].more == 0 {
		s.texts = append(s.texts, string(prefix))
		return
	}
	next := map[*class][]state{}
	for _, l := range s.letters {
		if len(s.texts) == s.most || s.left <= 0 {
			return
		}
		if _, ok := next[l.class]; !ok {
			next[l.class] = s.stepAll(states, l.class)
		}
		s.write(append(prefix, l.char), slices.Clone(next[l.class]))
	}
}

// canEnd reports whether a text can end so many characters after a place.
func (s *search) canEnd(at state) bool {
	if shortest, ok := s.distance[at.place]; !ok || shortest > at.more {
		return false
	}
	if at.more == 0 {
		return true
	}
	if can, ok := s.ends[at]; ok || s.left <= 0 {
		return can
	}
	s.ends[at] = slices.ContainsFunc(s.classes, func(c *class) bool {
		return slices.ContainsFunc(s.step(at.place, c), func(to place) bool { return s.canEnd(state{to, at.more - 1}) })
	})
	return s.ends[at]
}

// accepts reports whether a text can end at a place.
func (s *search) accepts(at place) bool {
	for i, a := range s.automata {
		if len(a.next(move{at.at[i], at.before, nil})) == 0 {
			return false
		}
	}
	return true
}

// stepAll returns the states after one more character of a class.
func (s *search) stepAll(states []state, c *class) []state {
	var all []state
	for _, at := range states {
		for _, to := range s.step(at.place, c) {
			if next := (state{to, at.more - 1}); !slices.Contains(all, next) {
				all = append(all, next)
			}
		}
	}
	return all
}

// step returns the places after one more character of a class. Each place that it makes is a step of the search.
func (s *search) step(at place, c *class) []place {
	s.left--
	after := []place{{before: c.context}}
	for i, a := range s.automata {
		var both []place
		for _, pc := range a.next(move{at.at[i], at.before, c}) {
			for _, to := range after {
				to.at[i] = pc
				both = append(both, to)
			}
		}
		s.left -= len(both)
		after = both
	}
	return after
}

// automaton is a compiled pattern.
type automaton struct {
	insts []syntax.Inst
	sets  []int // by instruction: the number of the set of characters that it takes; negative if it takes none
	known map[move][]uint32
}

// move is a step in one automaton, from an instruction on.
type move struct {
	pc     uint32
	before rune
	class  *class // of the next character; nil at the end of the text
}

// next returns the instructions after a move; at the end of the text, the one that accepts it.
func (a *automaton) next(m move) []uint32 {
	if known, ok := a.known[m]; ok {
		return known
	}
	char := noChar
	if m.class != nil {
		char = m.class.context
	}
	holds := syntax.EmptyOpContext(m.before, char)
	var found []uint32
	seen := map[uint32]bool{}
	for todo := []uint32{m.pc}; len(todo) > 0; {
		pc := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[pc] {
			continue
		}
		seen[pc] = true
		switch inst := &a.insts[pc]; {
		case inst.Op == syntax.InstAlt || inst.Op == syntax.InstAltMatch:
			todo = append(todo, inst.Arg, inst.Out)
		case inst.Op == syntax.InstCapture || inst.Op == syntax.InstNop:
			todo = append(todo, inst.Out)
		case inst.Op == syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&^holds == 0 {
				todo = append(todo, inst.Out)
			}
		case inst.Op == syntax.InstMatch && m.class == nil:
			found = append(found, pc)
		case a.sets[pc] >= 0 && m.class != nil && m.class.in[a.sets[pc]] && !slices.Contains(found, inst.Out):
			found = append(found, inst.Out)
		}
	}
	a.known[m] = found
	return found
}
