package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/explain"
	"github.com/svcgen/svcgen/generator/model"
)

type explainOptions struct {
	ui   *screen.UI
	path string
	json bool
}

func newExplainCmd(u *screen.UI) *cobra.Command {
	o := explainOptions{ui: u}
	cmd := &cobra.Command{
		Use:               "explain [service[.resource[.field]]]",
		Short:             "show what svcgen makes of a part of the spec",
		Long:              help.Explain,
		Example:           help.ExplainExamples,
		Args:              atMostOne("the name"),
		ValidArgsFunction: completeNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.path = args[0]
			}
			if err := inDir(cmd); err != nil {
				return err
			}
			return runExplain(cmd.Context(), o)
		},
	}
	addJSON(cmd, &o.json, say.ExplainKind)
	return cmd
}

func runExplain(ctx context.Context, o explainOptions) error {
	m, own, err := resolve(ctx, o.ui)
	if err != nil {
		return err
	}
	e, err := explain.Of(m, own, o.path)
	if err != nil {
		return err
	}
	r := o.ui.Say
	if o.json {
		r.Found(&say.ExplainDocument{Explanation: e})
		return nil
	}
	r.Explain(e)
	return nil
}

// resolve is the model of the workspace around the current directory, with the protos that the user has added.
func resolve(ctx context.Context, u *screen.UI) (*model.Model, []model.OwnProto, error) {
	s, err := site.Open(u)
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	_, m, err := generator.Resolve(s.Sources, s.State.Disk)
	if err != nil {
		return nil, nil, cmp.Or(s.Settled(), err) // an interrupted run explains a missing file better than the error does
	}
	own, err := generator.OwnProtos(ctx, m, s.State)
	return m, own, err
}
