package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/spec"
)

// changeOptions are the options of `rename` and `remove`. The last of the names of a rename is the new one.
type changeOptions struct {
	ui      *screen.UI
	verb    string // rename, remove
	what    string // service, resource, field, value, action, job, event, consumer
	names   []string
	instead string // remove value

	inTwoSteps, finish bool // rename field
	planFlags
}

// thing is a part of a spec that can be renamed or removed: a field, a resource, a service, a value, an action …
type thing struct {
	what  string
	names []string // of the arguments that lead to it, as in usage lines
	short string
}

// things are the kinds in the order of the help.
func things() []thing {
	return append([]thing{
		{"field", []string{"SERVICE", "RESOURCE", "FIELD"}, "a field of a resource"},
		{"resource", []string{"SERVICE", "RESOURCE"}, "a resource of a service"},
		{"service", []string{"SERVICE"}, "a service"},
		{"value", []string{"SERVICE", "RESOURCE", "FIELD", "VALUE"}, "a value of an enum"},
	}, memberThings()...)
}

func newChangeCmd(u *screen.UI, run func(context.Context, changeOptions) error, verb string, t thing, more ...string) *cobra.Command {
	o := changeOptions{ui: u, verb: verb, what: t.what}
	words := slices.Concat(t.names, more)
	use := t.what + " " + strings.Join(words, " ")
	if o.several() {
		use += "…"
	}
	cmd := &cobra.Command{
		Use:     use,
		Short:   verb + " " + t.short,
		Long:    help.Change[verb+" "+t.what],
		Example: help.ChangeExamples[verb+" "+t.what],
		Args: func(cmd *cobra.Command, args []string) error {
			if o.finish {
				return exactly(t, t.names, false)(cmd, args)
			}
			return exactly(t, words, o.several())(cmd, args)
		},
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
	if verb == "rename" && t.what == "field" {
		cmd.Flags().BoolVar(&o.inTwoSteps, "in-two-steps", false, "keep the old column equal, for programs that use it")
		cmd.Flags().BoolVar(&o.finish, "finish", false, "the second step: drop the old column")
		cmd.MarkFlagsMutuallyExclusive("in-two-steps", "finish")
	}
	o.add(cmd)
	return cmd
}

// several reports whether the command takes more than one thing: remove field does, like add field.
func (o changeOptions) several() bool { return o.verb == "remove" && o.what == "field" }

func target(names []string) spec.Target {
	all := slices.Concat(names, []string{"", ""})
	return spec.Target{Service: all[0], Resource: all[1], Field: all[2]}
}

// enum returns the enum and the value that names lead to: SERVICE RESOURCE FIELD VALUE, or SERVICE ENUM VALUE for a named enum.
func (o changeOptions) enum(names []string) (spec.EnumTarget, string) {
	if len(names) == 3 {
		return spec.EnumTarget{Target: spec.Target{Service: names[0]}, Enum: names[1]}, names[2]
	}
	return spec.EnumTarget{Target: target(names[:3])}, names[3]
}

// enumName returns the name of an enum; "" if its field defines it.
func enumName(s *spec.Spec, at spec.EnumTarget) string {
	if at.Enum != "" {
		return at.Enum
	}
	for _, service := range s.Services {
		for _, r := range service.Stored() {
			for _, f := range r.Fields {
				if service.Name == at.Service && r.Name == at.Resource && f.Name == at.Field {
					return f.Enum
				}
			}
		}
	}
	return ""
}
