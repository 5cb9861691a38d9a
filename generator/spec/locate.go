package spec

import (
	"strings"
	"unicode/utf8"
)

// at is the position of the i-th character of a scalar in its file. It walks through the file and the value together, because
// quotes, escapes and line breaks make them differ.
func (n *node) at(i int) Pos {
	w := walker{src: n.src, line: n.line, col: n.col}
	w.seek()
	switch n.quote {
	case '\'', '"':
		w.step() // the opening quote
	case '|':
		w.nextLine() // the header: | or >-
	default:
		w.blanks() // the library gives the column before a tab
		w.back(n.text)
	}
	for _, want := range n.text {
		w.align(want)
		if i <= 0 {
			break
		}
		i--
		if !w.take(want, n.quote) {
			break // out of step: this is as near as it gets
		}
	}
	return n.src.pos(w.line, w.col)
}

// walker goes through the text of a file and counts lines and columns.
type walker struct {
	src       *source
	rest      string
	line, col int
}

// seek sets rest from line and col.
func (w *walker) seek() {
	w.rest = w.src.from(w.line)
	for i := 1; i < w.col && w.rest != "" && w.rest[0] != '\n'; i++ {
		_, size := utf8.DecodeRuneInString(w.rest)
		w.rest = w.rest[size:]
	}
}

func (w *walker) peek() rune {
	c, _ := utf8.DecodeRuneInString(w.rest)
	return c
}

func (w *walker) step() {
	if w.rest == "" {
		return
	}
	c, size := utf8.DecodeRuneInString(w.rest)
	w.rest = w.rest[size:]
	w.col++
	if c == '\n' {
		w.line, w.col = w.line+1, 1
	}
}

func (w *walker) blanks() {
	for w.peek() == ' ' || w.peek() == '\t' {
		w.step()
	}
}

// back moves left by the blanks after a value at the end of a line, which the library adds to its column.
func (w *walker) back(text string) {
	first, _, _ := strings.Cut(text, " ")
	line := w.src.line(w.line)
	blanks := len(line) - len(strings.TrimRight(line, " "))
	if blanks == 0 || strings.HasPrefix(w.rest, first) {
		return
	}
	there := walker{src: w.src, line: w.line, col: max(w.col-blanks, 1)}
	if there.seek(); strings.HasPrefix(there.rest, first) {
		*w = there
	}
}

func (w *walker) nextLine() {
	for line := w.line; w.line == line && w.rest != ""; {
		w.step()
	}
	w.blanks()
}

// align skips the blanks of the file that folding has taken out of the value.
func (w *walker) align(want rune) {
	if want == ' ' || want == '\n' {
		return
	}
	for w.rest != "" && w.peek() != want && strings.ContainsRune(" \t\n", w.peek()) {
		w.step()
	}
}

// take steps over one character of the value.
func (w *walker) take(want rune, quote byte) bool {
	c := w.peek()
	blank := strings.ContainsRune(" \t\n", c)
	switch {
	case w.rest == "":
		return false
	case quote == '"' && c == '\\':
		w.escape()
	case quote == '\'' && c == '\'':
		w.step()
		w.step()
	case c == want, blank && (want == ' ' || want == '\n'):
		w.step()
	case want == ' ' || want == '\n': // stands for blanks that are behind us
	default:
		return false
	}
	return true
}

// escape steps over a backslash, the letter behind it, and the digits of \x41, \u0041 and \U00000041.
func (w *walker) escape() {
	w.step()
	digits := map[rune]int{'x': 2, 'u': 4, 'U': 8}[w.peek()]
	for range digits + 1 {
		w.step()
	}
}
