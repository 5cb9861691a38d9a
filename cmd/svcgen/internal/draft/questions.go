package draft

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

func (w *Wizard) module(ctx context.Context, canGoBack bool) error {
	answer, err := w.line(ctx, ask.Line{
		Title:      "go module",
		Help:       "the import path of the workspace: github.com/you/shop",
		Value:      w.draft.Module,
		Check:      spec.CheckModule,
		Unfinished: func(text string) error { return unfinished(text, spec.CheckModule) },
		Back:       canGoBack,
	})
	if err != nil {
		return err
	}
	w.draft.Module = answer
	return nil
}

func (w *Wizard) services(ctx context.Context, canGoBack bool) error {
	answer, err := w.line(ctx, ask.Line{
		Title:      "services",
		Help:       "one or more names, separated by spaces: catalog orders",
		Value:      joined(w.draft.services, serviceName, " "),
		Check:      func(text string) error { return checkNames(text, spec.CheckServiceName) },
		Unfinished: func(text string) error { return unfinishedNames(text, spec.CheckServiceName) },
		Back:       canGoBack,
	})
	if err != nil {
		return err
	}
	var chosen []*spec.Service
	for _, name := range splitNames(answer) {
		chosen = append(chosen, w.draft.service(name))
	}
	w.draft.services = chosen
	return nil
}

func (w *Wizard) resources(s *spec.Service) func(context.Context, bool) error {
	return func(ctx context.Context, canGoBack bool) error {
		answer, err := w.line(ctx, ask.Line{
			Title: "resources of " + s.Name,
			Help:  "one or more names, singular, separated by spaces: product category",
			Value: joined(s.Resources, resourceName, " "),
			Check: func(text string) error {
				return cmp.Or(checkNames(text, spec.CheckResourceName), w.checkRoutes(s, splitNames(text)))
			},
			Unfinished: func(text string) error { return unfinishedNames(text, spec.CheckResourceName) },
			Back:       canGoBack,
		})
		if err != nil {
			return err
		}
		var chosen []*spec.Resource
		for _, name := range splitNames(answer) {
			chosen = append(chosen, resource(s, name))
		}
		s.Resources = chosen
		return nil
	}
}

// fields asks for one field after the other, until an empty line. Going back takes the last field up again.
func (w *Wizard) fields(s *spec.Service, r *spec.Resource) func(context.Context, bool) error {
	return func(ctx context.Context, canGoBack bool) error {
		value := ""
		for {
			var given []string
			for _, part := range say.ResourceParts(r) {
				given = append(given, "  "+part)
			}
			answer, err := w.line(ctx, ask.Line{
				Title:      "fields of " + s.Name + "." + r.Name,
				Help:       "one a line: NAME TYPE [FLAG…], as in: sku string unique len=3..32",
				Ends:       len(r.Fields) > 0,
				Given:      given,
				Value:      value,
				Check:      func(text string) error { return checkFieldLine(w.scope(s), r, text) },
				Unfinished: func(text string) error { return unfinishedField(w.scope(s), r, text) },
				Word:       func(text string, cursor int) ask.Word { return fieldWord(w.scope(s), text, cursor) },
				More:       true,
				Back:       canGoBack || len(r.Fields) > 0,
			})
			value = ""
			last := len(r.Fields) - 1
			switch {
			case errors.Is(err, ask.ErrMore):
				if err := w.more(ctx, s, r); err != nil && !errors.Is(err, ask.ErrBack) {
					return err
				}
				w.keep()
				continue
			case errors.Is(err, ask.ErrBack) && last >= 0:
				value = lineOf(r.Fields[last])
				r.Fields = r.Fields[:last]
				continue
			case err != nil:
				return err
			case answer == "":
				return nil
			}
			field, err := parseLine(answer)
			if err != nil {
				return err
			}
			r.Fields = append(r.Fields, field)
			w.keep()
		}
	}
}

// NewServiceWizard asks for a service: its name if it has none, its resources and fields.
func NewServiceWizard(a ask.Prompter, r *say.Report, s *spec.Service, absent func(string) error) *Wizard {
	named := s.Name != ""
	w := NewWizard(a, r, &Draft{Module: "-", services: []*spec.Service{s}})
	if named {
		return w
	}
	name := func(ctx context.Context, canGoBack bool) error {
		answer, err := w.line(ctx, ask.Line{
			Title:      "name of the service",
			Help:       "in snake_case: billing",
			Value:      s.Name,
			Check:      func(text string) error { return cmp.Or(spec.CheckServiceName(text), absent(text)) },
			Unfinished: func(text string) error { return unfinished(text, spec.CheckServiceName) },
			Back:       canGoBack,
		})
		if err != nil {
			return err
		}
		s.Name = answer
		return nil
	}
	w.First = append(w.First, Step{"name", name, func() []string { return []string{say.Answer("service", s.Name)} }})
	return w
}

func listed[T any](all []*T, name func(*T) string) string { return joined(all, name, ", ") }

func joined[T any](all []*T, name func(*T) string, between string) string {
	return strings.Join(names(all, name), between)
}
