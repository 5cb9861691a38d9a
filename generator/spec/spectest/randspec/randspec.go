// Package randspec writes random specs with everything that the language has: every type and key, actions, children, events, jobs,
// references in all directions, and names and texts that are words of something else.
package randspec

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Size limits what a spec has.
type Size struct {
	Services, Resources, Fields int // at most, of each
}

// A Judge says what is wrong with a spec, or nil.
type Judge func(text []byte) spec.Problems

// Text returns a spec of one file that judge accepts. What judge complains about is left out, so the spec is random, too, in
// what svcgen lets stand beside each other.
func Text(rng *rand.Rand, size Size, judge Judge) []byte {
	for {
		w := &writer{Rand: rng, size: size}
		w.workspace()
		if text := w.settle(judge); text != nil {
			return text
		}
	}
}

// settle leaves out what judge complains about. It returns nil if nothing is left then.
func (w *writer) settle(judge Judge) []byte {
	for {
		text := w.text()
		problems := judge(text)
		if len(problems) == 0 {
			return text
		}
		for i, p := range slices.Backward(problems) { // from the last line to the first, so that lines keep their numbers
			if i > 0 && problems[i-1].Line == p.Line {
				continue
			}
			if !w.leaveOut(p.Pos) {
				return nil
			}
		}
	}
}

// writer holds a spec as lines.
type writer struct {
	*rand.Rand
	size  Size
	lines []line
	depth int

	auth     string
	services []service // drawn before the first line, so that references find what comes later
}

type service struct {
	name, enum string
	values     []string
	resources  []string
	events     []string // custom ones
}

// line is a line of a spec. Words after the second can be left out one by one if it declares a field.
type line struct {
	depth    int
	words    []string
	field    bool
	required bool // without it, the lines around it mean nothing
}

func (w *writer) add(words ...string) { w.lines = append(w.lines, line{depth: w.depth, words: words}) }

func (w *writer) need(words ...string) {
	w.lines = append(w.lines, line{depth: w.depth, words: words, required: true})
}

// block adds a line with others below it, or nothing if there are none.
func (w *writer) block(head string, body func()) {
	at := len(w.lines)
	w.add(head)
	w.depth++
	body()
	w.depth--
	if len(w.lines) == at+1 {
		w.lines = w.lines[:at]
	}
}

func (w *writer) text() []byte {
	var b strings.Builder
	for _, l := range w.lines {
		b.WriteString(strings.Repeat("  ", l.depth) + strings.Join(l.words, " ") + "\n")
	}
	return []byte(b.String())
}

// leaveOut removes what stands at a place: a word of a field, or a line and all below it. It reports whether there was anything to remove.
func (w *writer) leaveOut(at spec.Pos) bool {
	i := at.Line - 1
	if i < 0 || i >= len(w.lines) {
		return false
	}
	l := &w.lines[i]
	if l.field {
		if n := wordAt(l, at.Col); n >= 2 {
			l.words = slices.Delete(slices.Clone(l.words), n, n+1)
			return true
		}
	}
	for w.lines[i].required { // the name of what it belongs to
		if i = w.parent(i); i < 0 {
			return false
		}
	}
	w.removeBlock(i)
	return true
}

// wordAt returns the index of the word at a column.
func wordAt(l *line, col int) int {
	end := 2*l.depth + 1
	for n, word := range l.words {
		end += len([]rune(word)) + 1
		if col < end {
			return n
		}
	}
	return len(l.words) - 1
}

func (w *writer) parent(i int) int {
	for p := i - 1; p >= 0; p-- {
		if w.lines[p].depth < w.lines[i].depth {
			return p
		}
	}
	return -1
}

// removeBlock removes a line and those below it, and the line above it if nothing else stands below that.
func (w *writer) removeBlock(i int) {
	end := i + 1
	for end < len(w.lines) && w.lines[end].depth > w.lines[i].depth {
		end++
	}
	p := w.parent(i)
	w.lines = slices.Delete(w.lines, i, end)
	if p >= 0 && (p+1 == len(w.lines) || w.lines[p+1].depth <= w.lines[p].depth) {
		w.removeBlock(p)
	}
}

// chance reports true in so many of a hundred cases.
func (w *writer) chance(percent int) bool { return w.IntN(100) < percent }

// upTo returns a number from one to n.
func (w *writer) upTo(n int) int { return 1 + w.IntN(n) }

// one returns one of several words, which blanks part.
func (w *writer) one(words string) string { return pick(w, strings.Fields(words)) }

// some returns some of several words, in their order.
func (w *writer) some(words string, percent int) []string {
	return slices.DeleteFunc(strings.Fields(words), func(string) bool { return !w.chance(percent) })
}

// pick returns one of several things.
func pick[T any](w *writer, all []T) T { return all[w.IntN(len(all))] }
