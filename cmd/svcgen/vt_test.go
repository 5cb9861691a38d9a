package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// vt is what a terminal shows of what a program has written to it: the part of ECMA-48 that our screens use.
type vt struct {
	width, height int
	lines         [][]rune // all that was ever shown, the screen being the last of them
	row, col      int      // row: in lines
	top           int      // the first line of the screen
	saved         *vt      // the main screen, while another one is shown
}

func newVT(width, height int) *vt { return &vt{width: width, height: height} }

// text is the main screen and what has scrolled off it, without blanks at the ends.
func (t *vt) text() string {
	if t.saved != nil {
		return t.saved.text()
	}
	lines := make([]string, len(t.lines))
	for i, l := range t.lines {
		lines[i] = strings.TrimRight(string(l), " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

var controls = regexp.MustCompile(`^\x1b(?:\[([0-9;?]*)([a-zA-Z])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[=>])`)

func (t *vt) write(out string) {
	for out != "" {
		if m := controls.FindStringSubmatch(out); m != nil {
			t.control(m[1], m[2])
			out = out[len(m[0]):]
			continue
		}
		c, n := utf8.DecodeRuneInString(out)
		out = out[n:]
		switch c {
		case '\r':
			t.col = 0
		case '\n':
			t.row++
			t.scroll()
		case '\b':
			t.col = max(t.col-1, 0)
		default:
			t.put(c)
		}
	}
}

func (t *vt) put(c rune) {
	if t.col >= t.width {
		t.row, t.col = t.row+1, 0
		t.scroll()
	}
	l := t.line()
	for len(*l) <= t.col {
		*l = append(*l, ' ')
	}
	(*l)[t.col] = c
	t.col++
}

func (t *vt) line() *[]rune {
	for len(t.lines) <= t.row {
		t.lines = append(t.lines, nil)
	}
	return &t.lines[t.row]
}

func (t *vt) scroll() { t.top = max(t.top, t.row-t.height+1) }

func (t *vt) control(args, name string) {
	n, _ := strconv.Atoi(args)
	switch name {
	case "A":
		t.row = max(t.row-max(n, 1), t.top)
	case "B":
		t.row = min(t.row+max(n, 1), t.top+t.height-1)
	case "C":
		t.col = min(t.col+max(n, 1), t.width-1)
	case "D":
		t.col = max(t.col-max(n, 1), 0)
	case "G":
		t.col = max(n, 1) - 1
	case "H":
		row, col, _ := strings.Cut(args, ";")
		y, _ := strconv.Atoi(row)
		x, _ := strconv.Atoi(col)
		t.row, t.col = t.top+max(y, 1)-1, max(x, 1)-1
	case "K":
		l := t.line()
		switch n {
		case 0:
			*l = (*l)[:min(t.col, len(*l))]
		default:
			*l = nil
		}
	case "J":
		l := t.line()
		*l = (*l)[:min(t.col, len(*l))]
		t.lines = t.lines[:t.row+1]
		if n == 2 {
			t.lines = slices.Clip(t.lines[:t.top])
		}
	case "h":
		if args == "?1049" {
			t.saved = &vt{t.width, t.height, t.lines, t.row, t.col, t.top, nil}
			t.lines, t.row, t.col, t.top = nil, 0, 0, 0
		}
	case "l":
		if args == "?1049" && t.saved != nil {
			*t = *t.saved
		}
	}
}

func TestVT(t *testing.T) {
	v := newVT(6, 2)
	v.write("ab\r\ncd\x1b[1A\x1b[31mX\x1b[0m\r\n\x1b[Kef\r\n\x1b[?1049h other \x1b[?1049lgh\r\n1234567")
	if got, want := v.text(), "abX\nef\ngh\n123456\n7\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
