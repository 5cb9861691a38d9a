package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
)

// Line asks for one line of text.
func (p *Form) Line(ctx context.Context, q Line) (string, error) {
	q.Title, q.Help = clean.Line(q.Title), clean.Text(q.Help)
	if p.Plain {
		return p.plainLine(ctx, q)
	}
	theme := p.theme()
	l := &line{Line: q, theme: theme, input: textinput.New()}
	l.input.PromptStyle = theme.Focused.TextInput.Prompt
	l.input.SetValue(q.Value)
	l.look()
	if err := p.program(ctx, l); err != nil {
		return l.text(), err
	}
	return l.text(), l.ended
}

// line is a question on the screen, which it leaves when it ends. It is no field of huh: a field of huh does not tell where
// its cursor is.
type line struct {
	Line
	theme  *huh.Theme
	input  textinput.Model
	word   Word
	turn   *turn
	wrong  error
	width  int // of the terminal; 0 until it is known
	height int
	over   bool
	ended  error // nil: answered
}

func (l *line) Init() tea.Cmd { return l.input.Focus() }

func (l *line) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		l.width, l.height = size.Width, size.Height
		l.input.Width = max(l.width-frameWidth-len(l.input.Prompt)-1, 1)
		return l, nil
	}
	press, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case press.Type == tea.KeyCtrlC:
		return l.end(ErrCancelled)
	case press.Type == tea.KeyEsc && l.Back:
		return l.end(ErrBack)
	case press.String() == More && l.More && l.input.Value() == "":
		return l.end(ErrMore)
	case press.Type == tea.KeyEnter:
		if l.wrong = l.Problem(l.text()); l.wrong != nil {
			return l, nil
		}
		return l.end(nil)
	case press.Type == tea.KeyTab:
		l.complete(1)
		return l, nil
	case press.Type == tea.KeyShiftTab:
		l.complete(-1)
		return l, nil
	}
	before, at := l.input.Value(), l.input.Position()
	var cmd tea.Cmd
	l.input, cmd = l.input.Update(msg)
	if l.input.Value() != before || l.input.Position() != at {
		l.turn = nil
		l.look()
	}
	return l, cmd
}

func (l *line) text() string { return strings.TrimSpace(l.input.Value()) }

func (l *line) end(how error) (tea.Model, tea.Cmd) {
	l.over, l.ended = true, how
	return l, tea.Quit
}

// look judges the text and finds the word at the cursor.
func (l *line) look() {
	text := l.input.Value()
	l.word, l.wrong = Word{}, nil
	if l.Word != nil {
		l.word = l.Word(text, l.input.Position())
	}
	if l.Unfinished != nil && strings.TrimSpace(text) != "" {
		l.wrong = l.Unfinished(text)
	}
}

// frameWidth is the width of the bar to the left of a question.
const frameWidth = 2

// notes is the space for the error, or the meaning of the word at the cursor. It is always taken, so that the page does not
// jump while a line is typed.
const notes = 2

func (l *line) View() string {
	if l.over || l.width == 0 { // lines that are wider than the terminal would not be erased
		return ""
	}
	styles, width := l.theme.Focused, l.width-frameWidth-1
	note, style := l.word.Help, styles.Description
	if l.wrong != nil {
		note, style = Inline(l.wrong), styles.ErrorMessage
	}
	head := append(painted(styles.Title, wrapped(l.Title, width)), painted(styles.Description, wrapped(l.Help, width))...)
	foot := []string{l.input.View()}
	for _, row := range painted(style, noted(note, width-len(l.input.Prompt))) {
		foot = append(foot, strings.Repeat(" ", len(l.input.Prompt))+row)
	}
	keys := l.keys()
	given := latest(l.Given, l.height-len(head)-len(foot)-lipgloss.Height(keys)-1)
	for i, row := range given {
		given[i] = End(row, width)
	}
	rows := slices.Concat(head, painted(styles.Description, given), foot)
	return under(l.Above, styles.Base.Render(strings.Join(rows, "\n"))+"\n\n"+keys, l.width, l.height)
}

func painted(style lipgloss.Style, rows []string) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = style.Render(row)
	}
	return out
}

// latest is the end of some rows, as far as there is room.
func latest(rows []string, room int) []string {
	switch {
	case len(rows) <= room:
		return slices.Clone(rows)
	case room < 1:
		return nil
	default:
		return append([]string{"  …"}, rows[len(rows)-room+1:]...)
	}
}

// noted breaks a note into the lines that it has; a longer one ends with an ellipsis.
func noted(text string, width int) []string {
	rows := append(wrapped(text, width), make([]string, notes)...)
	if rows[notes] != "" {
		rows[notes-1] = End(rows[notes-1]+"  …", width)
	}
	return rows[:notes]
}

// keys are the keys of the question, in lines that break between two of them.
func (l *line) keys() string {
	keys := []string{"enter next"}
	if l.Ends {
		keys = append(keys, "empty line done")
	}
	if l.Word != nil {
		keys = append(keys, "tab complete")
	}
	if l.More {
		keys = append(keys, More+" more")
	}
	if l.Back {
		keys = append(keys, "esc back")
	}
	keys = append(keys, "ctrl+c quit")
	const between = " • "
	if all := strings.Join(keys, between) + unwritten; lipgloss.Width(all) < l.width {
		return l.theme.Help.ShortDesc.Render(all)
	}
	rows := []string{keys[0]}
	for _, k := range keys[1:] {
		if last := len(rows) - 1; lipgloss.Width(rows[last]+between+k) < l.width {
			rows[last] += between + k
		} else {
			rows = append(rows, k)
		}
	}
	return l.theme.Help.ShortDesc.Render(strings.Join(rows, "\n"))
}

// unwritten is what quitting means; it is said if there is room.
const unwritten = ", nothing is written"

// under puts what was answered above a question, as far as the terminal holds it.
func under(above []string, question string, width, height int) string {
	rows := latest(above, height-lipgloss.Height(question)-1)
	if len(rows) == 0 {
		return question
	}
	for i, row := range rows {
		rows[i] = End(row, width-1)
	}
	return strings.Join(rows, "\n") + "\n\n" + question
}
