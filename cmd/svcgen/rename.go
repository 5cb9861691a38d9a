package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// changeOptions are what `rename` and `remove` share: the names of what is there, and for rename the new one.
type changeOptions struct {
	ui      *ui
	verb    string // rename, remove
	what    string // service, resource, field, value
	names   []string
	instead string // remove value
	planFlags
}

// thing is what can be renamed or removed: a field, a resource, a service, a value.
type thing struct {
	what  string
	names []string // that lead to it, as usage lines have them
	short string
}

// things are the kinds in the order of the help.
func things() []thing {
	return []thing{
		{"field", []string{"SERVICE", "RESOURCE", "FIELD"}, "a field of a resource"},
		{"resource", []string{"SERVICE", "RESOURCE"}, "a resource of a service"},
		{"service", []string{"SERVICE"}, "a service"},
		{"value", []string{"SERVICE", "RESOURCE", "FIELD", "VALUE"}, "a value of an enum"},
	}
}

func newRenameCmd(u *ui) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rename",
		Short:   "rename a field, a resource, a service or a value of an enum",
		Long:    renameHelp,
		Example: renameExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    dotted("NEW"),
	}
	for _, t := range things() {
		cmd.AddCommand(newChangeCmd(u, runRename, cmd.Name(), t, "NEW"))
	}
	return cmd
}

func newChangeCmd(u *ui, run func(context.Context, changeOptions) error, verb string, t thing, more ...string) *cobra.Command {
	o := changeOptions{ui: u, verb: verb, what: t.what}
	words := slices.Concat(t.names, more)
	use := t.what + " " + strings.Join(words, " ")
	if o.several() {
		use += "…"
	}
	cmd := &cobra.Command{
		Use:               use,
		Short:             verb + " " + t.short,
		Long:              changeHelp[verb+" "+t.what],
		Example:           changeExamples[verb+" "+t.what],
		Args:              exactly(t, words, o.several()),
		ValidArgsFunction: completeWords(t, o.several()),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.names = args
			if err := inDir(cmd); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	if verb == "remove" && t.what == "value" {
		cmd.Flags().StringVar(&o.instead, "instead", "", "rows that have the value get `VALUE` instead")
		_ = cmd.RegisterFlagCompletionFunc("instead", completeInstead) // fails for a flag that is not there
	}
	o.add(cmd)
	return cmd
}

// several reports whether more than one thing can be named: remove field, as add field.
func (o changeOptions) several() bool { return o.verb == "remove" && o.what == "field" }

func runRename(ctx context.Context, o changeOptions) error {
	c := specEdit{ui: o.ui, planFlags: o.planFlags, shows: true}
	return c.run(ctx, func(s *site) (edited, error) {
		known, last, err := generator.Known(s.sources, s.state.Disk)
		if err != nil {
			return edited{}, err
		}
		to := o.names[len(o.names)-1]
		if o.what == "value" {
			at, value := o.enum(o.names[:len(o.names)-1])
			knows := lineage.KnowsValue(last, known, at.Service, enumName(known, at), value)
			file, err := spec.RenameValue(s.sources, at, value, to, knows)
			return edited{files: []spec.Source{file}}, err
		}
		at := target(o.names[:len(o.names)-1])
		file, err := spec.Rename(s.sources, at, to, former(last, known, at, to))
		if err != nil {
			return edited{}, err
		}
		e := edited{files: []spec.Source{file}}
		if at.Resource == "" {
			e.gone = []string{spec.ServiceFile(at.Service)}
		}
		return e, nil
	})
}

// former is the name that renamed_from has to say: that of the data, unless they get it back.
func former(last *ledger.Ledger, s *spec.Spec, at spec.Target, to string) string {
	if known := lineage.Known(last, s, at); known != to {
		return known
	}
	return ""
}

func target(names []string) spec.Target {
	all := slices.Concat(names, []string{"", ""})
	return spec.Target{Service: all[0], Resource: all[1], Field: all[2]}
}

// enum is an enum and its value: SERVICE RESOURCE FIELD VALUE, or for one that has a name SERVICE ENUM VALUE.
func (o changeOptions) enum(names []string) (spec.EnumTarget, string) {
	if len(names) == 3 {
		return spec.EnumTarget{Target: spec.Target{Service: names[0]}, Enum: names[1]}, names[2]
	}
	return spec.EnumTarget{Target: target(names[:3])}, names[3]
}

// enumName is the name of an enum, "" if it is written into its field.
func enumName(s *spec.Spec, at spec.EnumTarget) string {
	if at.Enum != "" {
		return at.Enum
	}
	for _, service := range s.Services {
		for _, r := range service.Resources {
			for _, f := range r.Fields {
				if service.Name == at.Service && r.Name == at.Resource && f.Name == at.Field {
					return f.Enum
				}
			}
		}
	}
	return ""
}
