package ask

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/huh"
)

// plainWidth is the width of plain lines in columns.
const plainWidth = 79

// Answers that are keys where there are keys: GoBack returns to the question before, More asks for more.
const (
	GoBack = "<"
	More   = "+"
)

func (p *Form) plainLine(ctx context.Context, q Line) (string, error) {
	answer := ""
	check := func(text string) error {
		text = strings.TrimSpace(text)
		if q.Back && text == GoBack || q.More && text == More {
			return nil
		}
		if text == "" {
			text = q.Value
		}
		if err := q.Problem(text); err != nil {
			return errors.New(Inline(err))
		}
		return nil
	}
	input := huh.NewInput().Title(plainTitle(q.Title, q.Value, q.Back, q.More)).Value(&answer).Validate(check)
	above := q.Help
	if q.Ends {
		above = "the next one, or an empty line"
	}
	if err := p.runPlain(ctx, input, above); err != nil {
		return "", err
	}
	answer = strings.TrimSpace(answer)
	switch {
	case q.Back && answer == GoBack:
		return "", ErrBack
	case q.More && answer == More:
		return "", ErrMore
	case answer == "":
		answer = q.Value
	}
	return answer, nil
}

func (p *Form) plainChoose(ctx context.Context, q Choice) (int, error) {
	title, lines := q.Title, []string{q.Body}
	if q.Effects != nil { // what it is about is told before the ways out
		title, lines = "1 to "+strconv.Itoa(len(q.Options)), []string{"\n" + strings.TrimSpace(q.Path+" "+q.Title), q.Body}
	}
	for i, option := range besides(q.Options, q.Effects, plainWidth-len("1. ")) {
		option = strings.ReplaceAll(option, "\n", "\n   ")
		lines = append(lines, strconv.Itoa(i+1)+". "+option)
	}
	check := func(text string) error {
		text = strings.TrimSpace(text)
		n, err := strconv.Atoi(text)
		if text == "" || q.Back && text == GoBack || err == nil && n >= 1 && n <= len(q.Options) {
			return nil
		}
		return errors.New("type a number from 1 to " + strconv.Itoa(len(q.Options)))
	}
	answer := ""
	input := huh.NewInput().Title(plainTitle(title, strconv.Itoa(q.At+1), q.Back, false)).Value(&answer).Validate(check)
	if err := p.runPlain(ctx, input, strings.Join(lines, "\n")); err != nil {
		return 0, err
	}
	if q.Back && answer == GoBack {
		return 0, ErrBack
	}
	n, err := strconv.Atoi(answer)
	if err != nil {
		return q.At, nil //nolint:nilerr // an empty line is the option offered
	}
	return n - 1, nil
}

// runPlain asks in the background, so that Ctrl-C is heard while the terminal waits for a line.
func (p *Form) runPlain(ctx context.Context, input *huh.Input, above string) error {
	lines := &lineReader{in: p.In}
	done := make(chan error, 1)
	go func() {
		if above = strings.TrimRight(above, "\n"); above != "" {
			above += "\n"
		}
		if _, err := io.WriteString(p.Out, above); err != nil {
			done <- err
			return
		}
		done <- input.WithTheme(huh.ThemeBase()).RunAccessible(p.Out, lines)
	}()
	select {
	case <-ctx.Done():
		return ErrCancelled
	case err := <-done:
		if err == nil && lines.ended {
			return ErrCancelled
		}
		return err
	}
}

func plainTitle(title, value string, back, more bool) string {
	if value != "" {
		title += " [" + value + "]"
	}
	var keys []string
	if back {
		keys = append(keys, GoBack+" goes back")
	}
	if more {
		keys = append(keys, More+" for more")
	}
	if keys != nil {
		title += " (" + strings.Join(keys, ", ") + ")"
	}
	return title + ":"
}

// lineReader notes the end of the input, which huh takes for an answer.
type lineReader struct {
	in    io.Reader
	ended bool
}

func (r *lineReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	if err != nil {
		r.ended = true
	}
	return n, err
}
