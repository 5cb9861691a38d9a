package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/draft"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator/spec"
)

type newOptions struct {
	ui        *screen.UI
	dir       string // "" if it was not given
	in        string // the directory of --dir
	module    string
	file      string
	example   string
	resources draftFlags
	edit      bool
	planFlags
}

func newNewCmd(u *screen.UI) *cobra.Command {
	o := newOptions{ui: u}
	cmd := &cobra.Command{
		Use:     "new [dir]",
		Short:   "create a workspace",
		Long:    help.New,
		Example: help.NewExamples,
		Args:    atMostOne("the directory"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.dir = args[0]
			}
			if err := inDir(cmd); err != nil {
				return err
			}
			o.in, _ = cmd.Flags().GetString("dir") // inDir has read it
			return runNew(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.module, "module", "", "Go module `PATH` of the workspace: github.com/you/shop")
	o.resources.addTo(flags)
	flags.StringVarP(&o.file, "file", "f", "", "take the spec from `FILE`; - is the standard input")
	flags.StringVar(&o.example, "example", "", "take a built-in spec: `NAME` is "+strings.Join(exampleNames(), " or "))
	flags.BoolVar(&o.edit, "edit", false, "write the spec in your editor first: $VISUAL or $EDITOR")
	o.addNew(cmd)
	_ = cmd.RegisterFlagCompletionFunc("field", completeField)
	_ = cmd.RegisterFlagCompletionFunc("example", cobra.FixedCompletions(exampleNames(), cobra.ShellCompDirectiveNoFileComp)) // both fail for no such flag
	return cmd
}

func runNew(ctx context.Context, o newOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	if o.dir != "" {
		if err := o.place(ctx); err != nil {
			return err
		}
	}
	switch {
	case o.edit:
		return o.fromEditor(ctx)
	case o.file != "":
		source, err := readSpecFile(ctx, o.ui, o.file)
		if err != nil {
			return err
		}
		return o.fromFile(ctx, source)
	case o.example != "":
		source, err := exampleSource(o.example, o.module)
		if err != nil {
			return err
		}
		return o.fromFile(ctx, source)
	default:
		return o.fromDraft(ctx)
	}
}

func (o newOptions) check() error {
	given := 0
	for _, is := range []bool{o.file != "", o.example != "", !o.resources.draft.Empty()} {
		if is {
			given++
		}
	}
	switch {
	case o.edit && (o.file != "" || !o.resources.draft.Empty()):
		return say.Usagef("--edit begins with an example; --example chooses it", "--edit cannot be combined with --file and --resource")
	case given > 1:
		return say.Usagef("each of them is a whole spec", "--file, --example and --resource cannot be combined")
	case o.file != "" && o.module != "":
		return say.Usagef("set module: in the file", "--module cannot be combined with --file")
	case o.module != "":
		if err := spec.CheckModule(o.module); err != nil {
			return say.Usagef("", "--module: %s", ask.Inline(err))
		}
	}
	return o.Check()
}

// place makes sure that the workspace can be made in its directory.
func (o newOptions) place(ctx context.Context) error {
	if err := site.SettleDir(ctx, o.ui, o.dir, o.Writes()); err != nil {
		return err
	}
	return checkNewDir(o.dir)
}

// fromFile makes the workspace of a spec that stands in one file.
func (o newOptions) fromFile(ctx context.Context, source spec.Source) error {
	s, err := spec.Parse([]spec.Source{source})
	if err != nil {
		return err
	}
	if o.dir == "" {
		o.dir = s.Name
		if err := o.place(ctx); err != nil {
			return err
		}
	}
	made, err := planNew(ctx, o, source, source)
	if err != nil {
		return err
	}
	return o.finish(ctx, made)
}

// fromDraft makes the workspace of the flags, and asks for what they leave open.
func (o newOptions) fromDraft(ctx context.Context) error {
	d := &o.resources.draft
	d.Module = o.module
	w := draft.NewWizard(o.ui.Ask, o.ui.Say, d)
	if !w.Incomplete() && o.dir != "" {
		source := d.Source("<flags>")
		made, err := planNew(ctx, o, source, source)
		if err != nil {
			return err
		}
		return o.finish(ctx, made)
	}
	if !o.ui.TTY {
		return o.missing(w)
	}
	f := newForm{newOptions: &o, draft: d, wizard: w}
	made, err := f.run(ctx)
	if err != nil {
		return err
	}
	return o.finish(ctx, made)
}

// missing is the error if something has to be asked and nobody is there to answer.
func (o newOptions) missing(w *draft.Wizard) error {
	const hint = "svcgen new shop -f shop.yaml, or --example minimal, or\n--module github.com/you/shop --resource catalog/product --field sku:string:unique"
	switch {
	case o.dir == "":
		return say.Usagef(hint, "no directory was given, and there is no terminal to ask on")
	case w.AskServices:
		return say.Usagef(hint, "no spec was given, and there is no terminal to ask on: use --file, --example or --resource")
	case w.AskModule:
		return say.Usagef("--module github.com/you/"+filepath.Base(o.dir), "--module is missing, and there is no terminal to ask on")
	default:
		r := w.Open[0]
		return say.Usagef("--field name:string after its --resource", "resource %s has no field, and there is no terminal to ask on: use --field", r.Name)
	}
}
