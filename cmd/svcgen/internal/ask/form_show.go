package ask

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
)

// Show lets the person read a document: on a screen of its own, which leaves nothing behind, or as plain lines.
func (p *Form) Show(ctx context.Context, d Document) error {
	d.Title = clean.Line(d.Title)
	if p.Plain {
		_, err := io.WriteString(p.Out, "\n"+d.Title+"\n\n"+strings.Join(d.Lines, "\n")+"\n\n")
		return err
	}
	width, height := p.size()
	v := &viewer{Document: d, faint: lipgloss.NewStyle().Faint(true), bold: lipgloss.NewStyle().Bold(true)}
	v.text = viewport.New(width, height)
	v.text.SetHorizontalStep(horizontalStep)
	v.text.SetContent(strings.Join(d.Lines, "\n"))
	v.resize(width, height)
	if err := p.program(ctx, v, tea.WithAltScreen()); err != nil {
		return err
	}
	return v.ended
}

const horizontalStep = 8

// viewer is a document on the screen.
type viewer struct {
	Document
	text        viewport.Model
	ended       error
	faint, bold lipgloss.Style
}

func (v *viewer) Init() tea.Cmd { return nil }

func (v *viewer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		v.resize(msg.Width, msg.Height)
		return v, nil
	case tea.KeyMsg:
		switch msg.String() {
		case "ctrl+c":
			v.ended = ErrCancelled
			return v, tea.Quit
		case "q", "esc", "enter":
			return v, tea.Quit
		case "g", "home":
			v.text.GotoTop()
		case "G", "end":
			v.text.GotoBottom()
		}
	}
	var cmd tea.Cmd
	v.text, cmd = v.text.Update(msg)
	return v, cmd
}

// resize leaves room for the title, a line below it, and the keys.
func (v *viewer) resize(width, height int) {
	v.text.Width, v.text.Height = width, max(height-3, 1)
	v.text.SetYOffset(v.text.YOffset)
}

func (v *viewer) View() string {
	keys := "q back"
	if v.wide() {
		keys = "←→ long lines • " + keys
	}
	if !v.text.AtTop() || !v.text.AtBottom() {
		keys = fmt.Sprintf("↑↓ space scroll • %s • %d %%", keys, int(v.text.ScrollPercent()*100))
	}
	return v.bold.Render(Middle(v.Title, v.text.Width)) + "\n\n" + v.text.View() + "\n" + v.faint.Render(keys)
}

// wide reports whether a line is longer than the screen.
func (v *viewer) wide() bool {
	return slices.ContainsFunc(v.Lines, func(line string) bool { return lipgloss.Width(line) > v.text.Width })
}
