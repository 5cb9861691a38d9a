package main

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/huh"
)

// plainWidth is how wide plain lines are.
const plainWidth = 79

// goBack is the answer that asks for the question before, where there are no keys for it.
const goBack = "<"

func (p *formPrompter) plainLine(ctx context.Context, q lineQuestion) (string, error) {
	answer := ""
	check := func(text string) error {
		text = strings.TrimSpace(text)
		if q.back && text == goBack {
			return nil
		}
		if text == "" {
			text = q.value
		}
		if err := q.problem(text); err != nil {
			return errors.New(inline(err))
		}
		return nil
	}
	input := huh.NewInput().Title(plainTitle(q.title, q.value, q.back)).Value(&answer).Validate(check)
	above := q.help
	if q.ends {
		above = "the next one, or an empty line"
	}
	if err := p.runPlain(ctx, input, above); err != nil {
		return "", err
	}
	answer = strings.TrimSpace(answer)
	switch {
	case q.back && answer == goBack:
		return "", errBack
	case answer == "":
		answer = q.value
	}
	return answer, nil
}

func (p *formPrompter) plainChoose(ctx context.Context, q choice) (int, error) {
	title, lines := q.title, []string{q.body}
	if q.effects != nil { // what it is about is told before the ways out
		title, lines = "1 to "+strconv.Itoa(len(q.options)), []string{"\n" + strings.TrimSpace(q.path+" "+q.title), q.body}
	}
	for i, option := range besides(q.options, q.effects, plainWidth-len("1. ")) {
		option = strings.ReplaceAll(option, "\n", "\n   ")
		lines = append(lines, strconv.Itoa(i+1)+". "+option)
	}
	check := func(text string) error {
		text = strings.TrimSpace(text)
		n, err := strconv.Atoi(text)
		if text == "" || q.back && text == goBack || err == nil && n >= 1 && n <= len(q.options) {
			return nil
		}
		return errors.New("type a number from 1 to " + strconv.Itoa(len(q.options)))
	}
	answer := ""
	input := huh.NewInput().Title(plainTitle(title, strconv.Itoa(q.at+1), q.back)).Value(&answer).Validate(check)
	if err := p.runPlain(ctx, input, strings.Join(lines, "\n")); err != nil {
		return 0, err
	}
	if q.back && answer == goBack {
		return 0, errBack
	}
	n, err := strconv.Atoi(answer)
	if err != nil {
		return q.at, nil //nolint:nilerr // an empty line is the option offered
	}
	return n - 1, nil
}

// runPlain asks in the background, so that Ctrl-C is heard while the terminal waits for a line.
func (p *formPrompter) runPlain(ctx context.Context, input *huh.Input, above string) error {
	lines := &lineReader{in: p.in}
	done := make(chan error, 1)
	go func() {
		if above = strings.TrimRight(above, "\n"); above != "" {
			above += "\n"
		}
		if _, err := io.WriteString(p.out, above); err != nil {
			done <- err
			return
		}
		done <- input.WithTheme(huh.ThemeBase()).RunAccessible(p.out, lines)
	}()
	select {
	case <-ctx.Done():
		return errCancelled
	case err := <-done:
		if err == nil && lines.ended {
			return errCancelled
		}
		return err
	}
}

func plainTitle(title, value string, back bool) string {
	if value != "" {
		title += " [" + value + "]"
	}
	if back {
		title += " (" + goBack + " goes back)"
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
