package draft

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

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

	// Names judges the resources of all services so far: whether their names can stand side by side.
	Names func([]*spec.Service) error

	// Confirm shows what would be written and asks whether to; ErrBack returns to the last question.
	Confirm func(ctx context.Context, canGoBack bool) error
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

// Step is a question. Its error is ask.ErrBack if the person wants to see the one before it.
type Step func(ctx context.Context, canGoBack bool) error

// Run asks until everything is answered.
func (w *Wizard) Run(ctx context.Context) error {
	for at := 0; ; {
		steps := w.steps()
		if at >= len(steps) {
			return nil
		}
		err := steps[at](ctx, at > 0)
		switch {
		case err == nil:
			at++
		case errors.Is(err, ask.ErrBack) && at > 0:
			at--
		default:
			return err
		}
	}
}

func (w *Wizard) steps() []Step {
	steps := slices.Clone(w.First)
	if w.AskModule {
		steps = append(steps, w.module)
	}
	if w.AskServices {
		steps = append(steps, w.services)
	}
	for _, s := range w.draft.services {
		asked := w.AskServices || slices.Contains(w.openService, s)
		if asked {
			steps = append(steps, w.resources(s))
		}
		for _, r := range s.Resources {
			if asked || slices.Contains(w.Open, r) {
				steps = append(steps, w.fields(s, r))
			}
		}
	}
	if w.Confirm != nil {
		steps = append(steps, w.Confirm)
	}
	return steps
}

func (w *Wizard) module(ctx context.Context, canGoBack bool) error {
	answer, err := w.ask.Line(ctx, ask.Line{
		Title: "go module",
		Help:  "the import path of the workspace: github.com/you/shop",
		Value: w.draft.Module,
		Check: spec.CheckModule,
		Back:  canGoBack,
	})
	if err != nil {
		return err
	}
	w.draft.Module = answer
	w.report.Answered("module", answer)
	return nil
}

func (w *Wizard) services(ctx context.Context, canGoBack bool) error {
	var names []string
	for _, s := range w.draft.services {
		names = append(names, s.Name)
	}
	answer, err := w.ask.Line(ctx, ask.Line{
		Title: "services",
		Help:  "one or more names, separated by spaces: catalog orders",
		Value: strings.Join(names, " "),
		Check: func(text string) error { return checkNames(text, spec.CheckServiceName) },
		Back:  canGoBack,
	})
	if err != nil {
		return err
	}
	var chosen []*spec.Service
	for _, name := range splitNames(answer) {
		chosen = append(chosen, w.draft.service(name))
	}
	w.draft.services = chosen
	w.report.Answered("services", strings.Join(splitNames(answer), ", "))
	return nil
}

func (w *Wizard) resources(s *spec.Service) Step {
	return func(ctx context.Context, canGoBack bool) error {
		var names []string
		for _, r := range s.Resources {
			names = append(names, r.Name)
		}
		answer, err := w.ask.Line(ctx, ask.Line{
			Title: "resources of " + s.Name,
			Help:  "one or more names, singular, separated by spaces: product category",
			Value: strings.Join(names, " "),
			Check: func(text string) error {
				return cmp.Or(checkNames(text, spec.CheckResourceName), w.checkRoutes(s, splitNames(text)))
			},
			Back: canGoBack,
		})
		if err != nil {
			return err
		}
		var chosen []*spec.Resource
		for _, name := range splitNames(answer) {
			chosen = append(chosen, resource(s, name))
		}
		s.Resources = chosen
		w.report.Answered(s.Name, strings.Join(splitNames(answer), ", "))
		return nil
	}
}

// fields asks for one field after the other, until an empty line. Going back takes the last field up again.
func (w *Wizard) fields(s *spec.Service, r *spec.Resource) Step {
	return func(ctx context.Context, canGoBack bool) error {
		path, value := s.Name+"."+r.Name, ""
		for {
			var given []string
			for _, f := range r.Fields {
				given = append(given, "  "+lineOf(f))
			}
			if len(given) > maxGiven {
				given = append([]string{"  …"}, given[len(given)-maxGiven+1:]...)
			}
			answer, err := w.ask.Line(ctx, ask.Line{
				Title: "fields of " + path,
				Help:  "one a line: NAME TYPE [FLAG…], as in: sku string unique len=3..32",
				Ends:  len(given) > 0,
				Given: given,
				Value: value,
				Check: func(text string) error { return checkFieldLine(s, r, text) },
				Back:  canGoBack || len(given) > 0,
			})
			last := len(r.Fields) - 1
			switch {
			case errors.Is(err, ask.ErrBack) && last >= 0:
				value = lineOf(r.Fields[last])
				r.Fields = r.Fields[:last]
				continue
			case err != nil:
				return err
			case answer == "":
				w.report.AnsweredFields(path, r.Fields)
				return nil
			}
			field, err := parseLine(answer)
			if err != nil {
				return err
			}
			r.Fields, value = append(r.Fields, field), ""
		}
	}
}

// maxGiven limits the fields entered so far that stay in sight.
const maxGiven = 12

// NewServiceWizard asks for a service: its name if it has none, its resources and fields.
func NewServiceWizard(a ask.Prompter, r *say.Report, s *spec.Service, absent func(string) error) *Wizard {
	named := s.Name != ""
	w := NewWizard(a, r, &Draft{Module: "-", services: []*spec.Service{s}})
	if named {
		return w
	}
	w.First = append(w.First, func(ctx context.Context, canGoBack bool) error {
		answer, err := w.ask.Line(ctx, ask.Line{
			Title: "name of the service",
			Help:  "in snake_case: billing",
			Value: s.Name,
			Check: func(text string) error { return cmp.Or(spec.CheckServiceName(text), absent(text)) },
			Back:  canGoBack,
		})
		if err != nil {
			return err
		}
		s.Name = answer
		w.report.Answered("service", answer)
		return nil
	})
	return w
}
