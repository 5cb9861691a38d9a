package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/draft"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

func newAddCmd(u *screen.UI) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add",
		Short: "add a service, a resource or a field",
		Args:  cobra.ArbitraryArgs,
		RunE:  subcommand,
	}
	cmd.AddCommand(newAddServiceCmd(u), newAddResourceCmd(u), newAddFieldCmd(u))
	return cmd
}

type addServiceOptions struct {
	ui        *screen.UI
	name      string
	file      string
	resources resourceFlags
	planFlags
}

func newAddServiceCmd(u *screen.UI) *cobra.Command {
	o := addServiceOptions{ui: u}
	cmd := &cobra.Command{
		Use:     "service NAME",
		Short:   "add a service to the workspace",
		Long:    help.AddService,
		Example: help.AddServiceExamples,
		Args:    atMostOne("the name"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.name = args[0]
			}
			if err := inDir(cmd); err != nil {
				return err
			}
			return runAddService(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.file, "file", "f", "", "take the service's spec from `FILE`; - is the standard input")
	o.resources.addTo(flags)
	_ = cmd.RegisterFlagCompletionFunc("field", completeField) // fails for no such flag
	o.add(cmd)
	return cmd
}

func runAddService(ctx context.Context, o addServiceOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	s, err := site.Open(o.ui)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.SameTool(); err != nil {
		return err
	}
	source, asked, err := o.source(ctx, s)
	if err != nil {
		return err
	}
	end, err := s.Begin(ctx, o.Writes())
	if err != nil {
		return err
	}
	defer end()
	if err := absent(s, o.name); err != nil {
		return err
	}
	began := time.Now()
	s.Sources = append(s.Sources, source)
	file := source
	if o.file != "" {
		file = spec.AsServiceFile(source)
	}
	o.ui.Say.Unwritten = map[string]bool{spec.ServiceFile(o.name): true}
	command := o.ui.Typed()
	if asked != nil {
		s.Same, s.Input = draft.AddCommand(asked)
		command = strings.Join(s.Same, " ")
	}
	result, err := s.Plan(ctx, o.Planning(o.ui, command, site.Edits([]spec.Source{file})))
	if err != nil {
		return err
	}
	if done, err := o.Judge(ctx, s, result); done || err != nil {
		return err
	}
	if err := s.Apply(ctx, result); err != nil {
		return err
	}
	r := o.ui.Say
	if o.JSON {
		r.Found(say.NewPlanDocument(result.Plan, result.Breaking))
		return nil
	}
	r.Added(o.name, result, time.Since(began))
	return nil
}

func (o *addServiceOptions) check() error {
	if o.file != "" && len(o.resources.list) > 0 {
		return say.Usagef("each of them is a whole service", "--file and --resource cannot be combined")
	}
	if o.name != "" {
		if err := spec.CheckServiceName(o.name); err != nil {
			return err
		}
	}
	return o.Check()
}

// source is the spec of the new service: from a file, from flags, or asked for. asked is what was asked for.
func (o *addServiceOptions) source(ctx context.Context, s *site.Site) (source spec.Source, asked *spec.Service, err error) {
	if o.file != "" {
		source, err = o.read(ctx, s)
		return source, nil, err
	}
	if o.name != "" {
		if err := absent(s, o.name); err != nil {
			return source, nil, err
		}
	}
	ask := o.name == "" || o.resources.open()
	if ask && !o.ui.TTY {
		return source, nil, o.missing()
	}
	service := &spec.Service{Name: o.name, Resources: o.resources.list}
	if ask {
		w := draft.NewServiceWizard(o.ui.Ask, o.ui.Say, service, func(name string) error { return absent(s, name) })
		if have, err := spec.Parse(s.Sources); err == nil { // otherwise the whole spec will tell
			w.Others = have.Services
		}
		beside := func(service *spec.Service) error {
			answers := spec.Source{Path: "<answers>", Service: service.Name, Data: spec.MarshalService(service)}
			_, _, err := generator.Resolve(append(slices.Clone(s.Sources), answers), s.State.Disk)
			return err
		}
		w.Names = func(services []*spec.Service) error { return beside(services[0]) }
		w.Confirm = func(_ context.Context, _ []string, canGoBack bool) error {
			if err := beside(service); err != nil {
				return w.Again(err, canGoBack)
			}
			return nil
		}
		if err := w.Run(ctx); err != nil {
			return source, nil, err
		}
		o.name, asked = service.Name, service
	}
	return spec.Source{Path: spec.ServiceFile(o.name), Data: spec.MarshalService(service)}, asked, nil
}

// read takes the spec of the service from --file. If no name was typed, it takes that from the spec or from the name of the file.
func (o *addServiceOptions) read(ctx context.Context, s *site.Site) (spec.Source, error) {
	source, err := readSpecFile(ctx, o.ui, o.file)
	if err != nil {
		return source, err
	}
	if o.name == "" {
		base := strings.TrimSuffix(filepath.Base(o.file), filepath.Ext(o.file))
		o.name = spec.NamedIn(source)
		if o.name == "" && base != "service" && spec.CheckServiceName(base) == nil {
			o.name = base
		}
	}
	if o.name == "" {
		return source, say.Usagef("svcgen add service NAME --file "+plan.ShellQuote(o.file), "the service has no name, neither in the spec nor in the name of its file")
	}
	source.Service = o.name
	return source, absent(s, o.name)
}

func (o *addServiceOptions) missing() error {
	const hint = "svcgen add service billing -f billing.yaml, or\n--resource invoice --field number:string:unique"
	switch {
	case o.name == "":
		return say.Usagef(hint, "no name was given, and there is no terminal to ask on")
	case len(o.resources.list) == 0:
		return say.Usagef(hint, "no spec was given, and there is no terminal to ask on: use --file, or --resource and --field")
	default:
		return say.Usagef("--field number:string:unique after its --resource", "a resource has no field, and there is no terminal to ask on")
	}
}

// absent refuses the name of a service that the workspace has.
func absent(s *site.Site, name string) error {
	for _, have := range s.Sources {
		if have.Path == spec.ServiceFile(name) {
			return spec.Problem{Msg: fmt.Sprintf("there is a service %q already", name), Hint: "edit " + have.Path + ", then svcgen generate"}
		}
	}
	return nil
}
