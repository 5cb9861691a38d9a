package draft

import (
	"context"
	"errors"
	"slices"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

// Wizard asks for what the flags left open in a draft. Its questions follow from the draft, so that an answer changed after
// going back changes the questions that come after it.
type Wizard struct {
	ask    ask.Prompter
	report *say.Report
	draft  *Draft

	AskModule   bool
	AskServices bool
	openService []*spec.Service  // named by flags, without resources
	Open        []*spec.Resource // named by flags, without fields

	First []Step // questions that come before all others
	at    int    // the number of the question
	typed string // of its answer, when the form was left

	// Names judges the resources of all services so far: whether their names can stand side by side.
	Names func([]*spec.Service) error

	// Others are the services that the workspace has already: fields can refer to their resources.
	Others []*spec.Service

	// Keep is called with what there is after each answer, and when the form is left. It may be nil.
	Keep func(Kept)

	// Confirm shows what would be written and asks whether to; ErrBack returns to the last question. above are the answers.
	Confirm func(ctx context.Context, above []string, canGoBack bool) error
}

// NewWizard asks for the module, the services, their resources and fields, as far as d does not hold them.
func NewWizard(a ask.Prompter, r *say.Report, d *Draft) *Wizard {
	w := &Wizard{ask: a, report: r, draft: d, Names: fitTogether}
	w.AskModule = d.Module == ""
	w.AskServices = len(d.services) == 0
	for _, s := range d.services {
		if len(s.Resources) == 0 {
			w.openService = append(w.openService, s)
		}
		for _, r := range s.Resources {
			if len(r.Fields) == 0 {
				w.Open = append(w.Open, r)
			}
		}
	}
	return w
}

// Incomplete reports whether there is anything to ask but the confirmation.
func (w *Wizard) Incomplete() bool {
	return w.AskModule || w.AskServices || len(w.openService) > 0 || len(w.Open) > 0
}

// Again shows what is wrong with the answers as a whole and goes back to the last question, so that nothing is lost.
func (w *Wizard) Again(err error, canGoBack bool) error {
	if _, ok := errors.AsType[spec.Problems](err); !ok || !canGoBack {
		return err
	}
	w.report.Failure(err)
	return ask.ErrBack
}

// Step is a question.
type Step struct {
	Name string // the same whenever it is asked

	// Ask asks it. Its error is ask.ErrBack if the person wants to see the question before it.
	Ask func(ctx context.Context, canGoBack bool) error

	// Told is the answer in lines, for what is shown above later questions. It may be nil.
	Told func() []string
}

// Run asks until everything is answered, and then says what the answers were. While it asks, they stand above the question, so
// that an answer that is given twice is shown once.
func (w *Wizard) Run(ctx context.Context) error {
	for steps := w.steps(); w.at < len(steps); steps = w.steps() {
		asked := w.at
		err := steps[asked].Ask(ctx, asked > 0)
		switch {
		case err == nil:
			if w.at == asked { // otherwise the answer was to go on elsewhere
				w.at++
			}
			w.keep()
		case errors.Is(err, ask.ErrBack) && w.at > 0:
			w.at--
		default:
			w.keep()
			return err
		}
	}
	w.report.Answered(w.above())
	return nil
}

// above are the answers before the question that is asked, in lines.
func (w *Wizard) above() []string {
	var lines []string
	for _, s := range w.steps()[:w.at] {
		if s.Told != nil {
			lines = append(lines, s.Told()...)
		}
	}
	return lines
}

// line asks a question below the answers so far.
func (w *Wizard) line(ctx context.Context, q ask.Line) (string, error) {
	q.Above = w.above()
	if w.typed != "" {
		q.Value, w.typed = w.typed, ""
	}
	answer, err := w.ask.Line(ctx, q)
	if errors.Is(err, ask.ErrCancelled) {
		w.typed = answer
	}
	return answer, err
}

func (w *Wizard) steps() []Step {
	steps := slices.Clone(w.First)
	if w.AskModule {
		steps = append(steps, Step{"module", w.module, func() []string { return []string{say.Answer("module", w.draft.Module)} }})
	}
	if w.AskServices {
		steps = append(steps, Step{"services", w.services, func() []string {
			return []string{say.Answer("services", listed(w.draft.services, serviceName))}
		}})
	}
	for _, s := range w.draft.services {
		asked := w.AskServices || slices.Contains(w.openService, s)
		if asked {
			steps = append(steps, Step{s.Name, w.resources(s), func() []string {
				return []string{say.Answer(s.Name, listed(s.Resources, resourceName))}
			}})
		}
		for _, r := range s.Resources {
			if asked || slices.Contains(w.Open, r) {
				path := s.Name + "." + r.Name
				steps = append(steps, Step{path, w.fields(s, r), func() []string { return say.ResourceAnswer(path, r) }})
			}
		}
	}
	if w.Confirm != nil {
		steps = append(steps, Step{Name: "confirm", Ask: func(ctx context.Context, canGoBack bool) error {
			return w.Confirm(ctx, w.above(), canGoBack)
		}})
	}
	return steps
}

func serviceName(s *spec.Service) string   { return s.Name }
func resourceName(r *spec.Resource) string { return r.Name }
