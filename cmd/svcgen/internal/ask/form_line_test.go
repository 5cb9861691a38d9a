package ask

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
)

// words completes the last word of a line from a few.
func words(text string, cursor int) Word {
	at := strings.LastIndex(text[:cursor], " ") + 1
	w := Word{At: at}
	for _, option := range []string{"string", "string[]", "uuid", "decimal(", "date", "len="} {
		if strings.HasPrefix(option, text[at:cursor]) {
			w.Options = append(w.Options, option)
		}
	}
	return w
}

func newLine(q Line) *line {
	l := &line{Line: q, theme: (&Form{}).theme(), input: textinput.New()}
	l.input.SetValue(q.Value)
	l.look()
	l.Init()
	l.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	return l
}

func (l *line) press(keys ...string) {
	named := map[string]tea.KeyType{"tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "left": tea.KeyLeft, "enter": tea.KeyEnter, "esc": tea.KeyEsc}
	for _, k := range keys {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
		if t, ok := named[k]; ok {
			msg = tea.KeyMsg{Type: t}
		}
		l.Update(msg)
	}
}

func TestTabCompletes(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]string{
		"u tab":             "uuid ",
		"s tab":             "string",
		"s tab tab":         "string[]",
		"s tab tab tab":     "string",
		"s tab shift+tab":   "string[]",
		"d tab":             "decimal(",
		"d tab tab":         "date",
		"d tab tab tab":     "decimal(",
		"d shift+tab":       "date",
		"l tab":             "len=",
		"de tab 1 tab":      "decimal(1",
		"x tab":             "x",
		"ux left tab":       "uuidx",
		"d tab x tab":       "decimal(x",
		"u tab l tab":       "uuid len=",
		"ä tab":             "ä",
		"tab tab shift+tab": "string",
	} {
		l := newLine(Line{Word: words})
		l.press(strings.Fields(keys)...)
		if got := l.input.Value(); got != want {
			t.Errorf("%s: %q, want %q", keys, got, want)
		}
	}
	l := newLine(Line{Value: "x"})
	if l.press("tab"); l.input.Value() != "x" || l.over {
		t.Error("tab did something in a line without words")
	}
}

func TestLineEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line Line
		keys string
		want error
		over bool
	}{
		{Line{}, "esc", nil, false},
		{Line{Back: true}, "esc", ErrBack, true},
		{Line{}, "+", nil, false},
		{Line{More: true}, "+", ErrMore, true},
		{Line{More: true}, "a +", nil, false},
		{Line{}, "enter", nil, true},
		{Line{Check: func(string) error { return errors.New("wrong") }}, "enter", nil, false},
	} {
		l := newLine(c.line)
		l.press(strings.Fields(c.keys)...)
		if !errors.Is(l.ended, c.want) || l.over != c.over {
			t.Errorf("%s in %+v: over %t, %v", c.keys, c.line, l.over, l.ended)
		}
	}
}

// TestLineFits holds that a question is no higher and no wider than the terminal, and as high whatever is typed.
func TestLineFits(t *testing.T) {
	t.Parallel()
	q := Line{
		Title: "fields of catalog.product", Help: strings.Repeat("how to answer ", 6), Ends: true, More: true, Back: true,
		Word:       func(string, int) Word { return Word{Help: strings.Repeat("what it means ", 20)} },
		Unfinished: func(text string) error { return map[string]error{"x": errors.New("wrong")}[text] },
	}
	for i := range 30 {
		q.Above = append(q.Above, strings.Repeat("before ", i))
		q.Given = append(q.Given, strings.Repeat("given ", i))
	}
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 60, Height: 20}, {Width: 40, Height: 20}} {
		l := newLine(q)
		l.Update(size)
		var heights []int
		for _, k := range []string{"", "x", "y"} {
			l.press(k)
			view := l.View()
			heights = append(heights, lipgloss.Height(view))
			if lipgloss.Width(view) > size.Width || lipgloss.Height(view) > size.Height {
				t.Errorf("%d×%d on a terminal of %d×%d:\n%s", lipgloss.Width(view), lipgloss.Height(view), size.Width, size.Height, view)
			}
			if !strings.Contains(view, "…") || !strings.Contains(view, "ctrl+c quit") {
				t.Errorf("%s", view)
			}
		}
		if slices.Min(heights) != slices.Max(heights) {
			t.Errorf("the page jumps: %v", heights)
		}
	}
}
