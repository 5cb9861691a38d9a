package ask

import (
	"context"
	"fmt"
	"io"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
)

// Form asks one question at a time, drawn in place (choices by huh), or as plain lines for screen readers and dumb
// terminals. It is only used with a terminal; what it returns has passed the question's check.
type Form struct {
	In    io.Reader
	Out   io.Writer
	Plain bool
}

// run shows a field as a form of its own, on a page. The error is nil if the field was answered.
func (p *Form) run(ctx context.Context, field huh.Field, hints []key.Binding, on *page) error {
	if on.canGoBack {
		hints = append(hints, hint("esc", "back"))
	}
	name, text := "ctrl+c", "quit, nothing is written"
	if on.canQuit {
		name = "q"
	}
	if width, _ := p.size(); width < hintsWidth {
		text = "quit"
	}
	hints = append(hints, hint(name, text))
	theme := p.theme()
	if on.loud {
		theme.Focused.Description = lipgloss.NewStyle()
	}
	keys := huh.NewDefaultKeyMap()
	keys.Quit.SetEnabled(false)
	keys.Select.Filter.SetEnabled(false)
	form := huh.NewForm(huh.NewGroup(&hinted{Field: field, hints: hints})).
		WithTheme(theme).
		WithKeyMap(keys).
		WithShowErrors(false)
	form.SubmitCmd = tea.Quit
	on.form = form
	if err := p.program(ctx, on); err != nil {
		return err
	}
	return on.ended
}

// program runs a screen until it ends.
func (p *Form) program(ctx context.Context, model tea.Model, options ...tea.ProgramOption) error {
	options = append(options, tea.WithContext(ctx), tea.WithInput(p.In), tea.WithOutput(p.Out), tea.WithoutSignalHandler())
	_, err := tea.NewProgram(model, options...).Run()
	switch {
	case ctx.Err() != nil:
		return ErrCancelled
	case err != nil:
		return fmt.Errorf("the form cannot be shown: %w; use flags instead, --help lists them", err)
	default:
		return nil
	}
}

// hintsWidth is the width that the hints for keys need at most.
const hintsWidth = 80

func hint(name, text string) key.Binding {
	return key.NewBinding(key.WithKeys(name), key.WithHelp(name, text))
}

// page is a form that leaves the screen when it ends, however it ends.
type page struct {
	form      *huh.Form
	canGoBack bool
	canQuit   bool // q ends it too
	loud      bool // the text below the title is part of the question, not help
	above     []string
	width     int // of the terminal; 0 until it is known
	height    int
	over      bool
	ended     error // nil: answered
}

func (q *page) Init() tea.Cmd { return q.form.Init() }

func (q *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		q.width, q.height = size.Width, size.Height
	}
	if press, ok := msg.(tea.KeyMsg); ok {
		switch {
		case press.Type == tea.KeyCtrlC:
			q.over, q.ended = true, ErrCancelled
			return q, tea.Quit
		case press.Type == tea.KeyEsc && q.canGoBack:
			q.over, q.ended = true, ErrBack
			return q, tea.Quit
		case q.canQuit && press.String() == "q":
			q.over, q.ended = true, errQuit
			return q, tea.Quit
		}
	}
	_, cmd := q.form.Update(msg)
	q.over = q.form.State != huh.StateNormal
	return q, cmd
}

func (q *page) View() string {
	if q.over || q.width == 0 { // lines that are wider than the terminal would not be erased
		return ""
	}
	return under(q.above, q.form.View(), q.width, q.height)
}

func (p *Form) theme() *huh.Theme {
	t := huh.ThemeBase()
	faint := lipgloss.NewStyle().Faint(true)
	t.Focused.Title = lipgloss.NewStyle().Bold(true)
	t.Focused.Description = faint
	t.Focused.ErrorMessage = lipgloss.NewStyle().Foreground(lipgloss.ANSIColor(1))
	t.Focused.TextInput.Prompt = lipgloss.NewStyle().Foreground(lipgloss.ANSIColor(6))
	t.Focused.SelectSelector = lipgloss.NewStyle().Foreground(lipgloss.ANSIColor(6)).SetString("> ")
	t.Help.ShortKey, t.Help.ShortDesc, t.Help.ShortSeparator = faint, faint, faint
	return t
}

// hinted is a field whose keys are explained in our words.
type hinted struct {
	huh.Field
	hints []key.Binding
}

func (f *hinted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := f.Field.Update(msg)
	return f, cmd
}

func (f *hinted) KeyBinds() []key.Binding { return f.hints }
