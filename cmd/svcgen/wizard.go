package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/spec"
)

// wizard asks for what the flags left open in a draft. Its questions follow from the draft, so that an answer changed after
// going back changes the questions that come after it.
type wizard struct {
	ask    ask.Prompter
	report *report
	draft  *draft

	askModule   bool
	askServices bool
	openService []*spec.Service  // named by flags, without resources
	open        []*spec.Resource // named by flags, without fields

	first []step // questions that come before all others

	// names judges the resources of all services so far: whether their names can stand side by side.
	names func([]*spec.Service) error

	// confirm shows what would be written and asks whether to; errBack returns to the last question.
	confirm func(ctx context.Context, canGoBack bool) error
}

// newWizard asks for the module, the services, their resources and fields, as far as d does not hold them.
func newWizard(u *ui, d *draft) *wizard {
	w := &wizard{ask: u.prompter, report: newReport(u), draft: d, names: fitTogether}
	w.askModule = d.module == ""
	w.askServices = len(d.services) == 0
	for _, s := range d.services {
		if len(s.Resources) == 0 {
			w.openService = append(w.openService, s)
		}
		for _, r := range s.Resources {
			if len(r.Fields) == 0 {
				w.open = append(w.open, r)
			}
		}
	}
	return w
}

// incomplete reports whether there is anything to ask but the confirmation.
func (w *wizard) incomplete() bool {
	return w.askModule || w.askServices || len(w.openService) > 0 || len(w.open) > 0
}

// again shows what is wrong with the answers as a whole and goes back to the last question, so that nothing is lost.
func (w *wizard) again(err error, canGoBack bool) error {
	if _, ok := errors.AsType[spec.Problems](err); !ok || !canGoBack {
		return err
	}
	w.report.failure(err)
	return ask.ErrBack
}

type step func(ctx context.Context, canGoBack bool) error

func (w *wizard) run(ctx context.Context) error {
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

func (w *wizard) steps() []step {
	steps := slices.Clone(w.first)
	if w.askModule {
		steps = append(steps, w.module)
	}
	if w.askServices {
		steps = append(steps, w.services)
	}
	for _, s := range w.draft.services {
		asked := w.askServices || slices.Contains(w.openService, s)
		if asked {
			steps = append(steps, w.resources(s))
		}
		for _, r := range s.Resources {
			if asked || slices.Contains(w.open, r) {
				steps = append(steps, w.fields(s, r))
			}
		}
	}
	if w.confirm != nil {
		steps = append(steps, w.confirm)
	}
	return steps
}

func (w *wizard) module(ctx context.Context, canGoBack bool) error {
	answer, err := w.ask.Line(ctx, ask.Line{
		Title: "go module",
		Help:  "the import path of the workspace: github.com/you/shop",
		Value: w.draft.module,
		Check: spec.CheckModule,
		Back:  canGoBack,
	})
	if err != nil {
		return err
	}
	w.draft.module = answer
	w.report.answered("module", answer)
	return nil
}

func (w *wizard) services(ctx context.Context, canGoBack bool) error {
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
		chosen = append(chosen, w.draft.find(name))
	}
	w.draft.services = chosen
	w.report.answered("services", strings.Join(splitNames(answer), ", "))
	return nil
}

func (w *wizard) resources(s *spec.Service) step {
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
			chosen = append(chosen, findResource(s, name))
		}
		s.Resources = chosen
		w.report.answered(s.Name, strings.Join(splitNames(answer), ", "))
		return nil
	}
}

// fields asks for one field after the other, until an empty line. Going back takes the last field up again.
func (w *wizard) fields(s *spec.Service, r *spec.Resource) step {
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
				w.report.answeredFields(path, r.Fields)
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

// maxGiven is how many of the fields entered so far stay in sight.
const maxGiven = 12

// newServiceWizard asks for a service: its name where it has none, its resources and fields.
func newServiceWizard(u *ui, s *spec.Service, absent func(string) error) *wizard {
	named := s.Name != ""
	w := newWizard(u, &draft{module: "-", services: []*spec.Service{s}})
	if named {
		return w
	}
	w.first = append(w.first, func(ctx context.Context, canGoBack bool) error {
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
		w.report.answered("service", answer)
		return nil
	})
	return w
}
