package ask

import (
	"cmp"
	"context"
	"errors"
	"os"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"golang.org/x/term"
)

// errQuit ends a page by q.
var errQuit = errors.New("quit")

// Choose asks for one of a few options, and returns its index.
func (p *Form) Choose(ctx context.Context, q Choice) (int, error) {
	q = q.clean()
	if p.Plain {
		return p.plainChoose(ctx, q)
	}
	width, height := p.size()
	texts := besides(q.Options, q.Effects, width-optionMargin)
	picked := q.At
	options := make([]huh.Option[int], len(texts))
	for i, text := range texts {
		options[i] = huh.NewOption(text, i)
	}
	title := strings.TrimSpace(Middle(q.Path, width-optionMargin-lipgloss.Width(q.Title)) + " " + q.Title)
	body := ""
	if q.Body != "" {
		rows := strings.Split(q.Body, "\n")
		if room := height - lipgloss.Height(strings.Join(texts, "\n")) - choiceRows; len(rows) > max(room, 1) {
			rows = append(rows[:max(room-1, 0)], "…")
		}
		body = strings.Join(rows, "\n") + "\n"
	}
	field := huh.NewSelect[int]().Title(title).Description(body).Options(options...).Value(&picked)
	err := p.run(ctx, field, []key.Binding{hint("↑↓", "choose"), hint("enter", "next")}, &page{canGoBack: q.Back, canQuit: q.Quits, loud: true, above: q.Above})
	if errors.Is(err, errQuit) {
		return len(q.Options) - 1, nil
	}
	return picked, err
}

// choiceRows are the rows of a choice beside body and options: the title, the keys, and the empty ones between them.
const choiceRows = 4

// optionMargin is the width of the marker left of an option, and of a column that stays free.
const optionMargin = len("| > ") + 1

// size is the size of the terminal, or 80×24 if it is not known.
func (p *Form) size() (width, height int) {
	if f, ok := p.Out.(*os.File); ok {
		width, height, _ = term.GetSize(int(f.Fd())) //nolint:gosec // a file descriptor fits
	}
	return cmp.Or(width, 80), cmp.Or(height, 24)
}

// besides puts effects in a column beside their options; what does not fit goes on below itself.
func besides(options, effects []string, width int) []string {
	if effects == nil {
		return options
	}
	column := 0
	for _, o := range options {
		column = max(column, lipgloss.Width(o)+2)
	}
	out := make([]string, len(options))
	for i, o := range options {
		lines := wrapped(effects[i], max(width-column, minColumn))
		out[i] = strings.TrimRight(o+strings.Repeat(" ", column-lipgloss.Width(o))+strings.Join(lines, "\n"+strings.Repeat(" ", column)), " ")
	}
	return out
}

// minColumn is the smallest width of a column of text; a narrower one is left to the terminal.
const minColumn = 16

// wrapped breaks a text at the ends of words.
func wrapped(text string, width int) []string {
	lines := strings.Split(lipgloss.NewStyle().Width(width).Render(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// End shortens a text that is too long: it leaves out the end.
func End(text string, width int) string {
	if lipgloss.Width(text) <= width || width < 2 {
		return text
	}
	return lipgloss.NewStyle().Inline(true).MaxWidth(width-1).Render(text) + "…"
}

// Middle shortens a path that is too long: it leaves out the middle, which says least.
func Middle(text string, width int) string {
	chars := []rune(text)
	if len(chars) <= width || width < 3 {
		return text
	}
	front := (width - 1) / 3
	return string(chars[:front]) + "…" + string(chars[len(chars)-(width-1-front):])
}
