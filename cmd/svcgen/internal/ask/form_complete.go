package ask

import (
	"slices"
	"strings"
)

// turn holds the options that Tab offers one after the other, until another key is pressed.
type turn struct {
	at      int // the first character of the word
	options []string
	shown   int    // the index of the option in the line
	rest    string // what follows the word
}

// complete writes more of the word at the cursor: all that its options have in common; if that is nothing, one option after
// the other.
func (l *line) complete(step int) {
	if l.turn == nil {
		if l.begin() {
			return
		}
		if step < 0 {
			l.turn.shown = len(l.turn.options)
		}
	}
	n := len(l.turn.options)
	if n == 0 {
		l.turn = nil
		return
	}
	l.turn.shown = (l.turn.shown + step + n) % n
	l.write(l.turn.options[l.turn.shown])
}

// begin starts a turn, and reports whether that has said it all.
func (l *line) begin() bool {
	chars := []rune(l.input.Value())
	typed := string(chars[l.word.At:l.input.Position()])
	t := &turn{at: l.word.At, options: l.word.Options, shown: -1, rest: string(chars[l.input.Position():])}
	l.turn = t
	switch common := commonPrefix(t.options); {
	case len(t.options) == 1:
		option := t.options[0]
		l.write(option)
		if t.rest == "" && len(l.word.Options) < 2 && !strings.ContainsAny(option[len(option)-1:], "=(.") {
			l.write(option + " ") // nothing can follow it
		}
		l.turn = nil
		return true
	case len(common) > len(typed):
		l.write(common)
		l.turn = nil
		return true
	default:
		t.shown = slices.Index(t.options, typed)
		return false
	}
}

// write puts text in the place of the word.
func (l *line) write(text string) {
	before := string([]rune(l.input.Value())[:l.turn.at]) + text
	l.input.SetValue(before + l.turn.rest)
	l.input.SetCursor(len([]rune(before)))
	l.look()
}

func commonPrefix(words []string) string {
	if len(words) == 0 {
		return ""
	}
	common := words[0]
	for _, w := range words[1:] {
		for !strings.HasPrefix(w, common) {
			common = common[:len(common)-1]
		}
	}
	return common
}
