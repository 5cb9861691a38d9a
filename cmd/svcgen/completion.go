package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

type completionOptions struct {
	ui    *ui
	root  *cobra.Command
	shell string
}

func newCompletionCmd(u *ui, run func(context.Context, completionOptions) error) *cobra.Command {
	o := completionOptions{ui: u}
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "print the completion script of bash, zsh, fish or powershell",
		Long:      completionHelp,
		Args:      atMostOne("the shell"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.shell = args[0]
			}
			o.root = cmd.Root()
			return run(cmd.Context(), o)
		},
	}
}

func runCompletion(_ context.Context, o completionOptions) error {
	switch o.shell {
	case "bash":
		return o.root.GenBashCompletionV2(o.ui.out, true)
	case "zsh":
		return o.root.GenZshCompletion(o.ui.out)
	case "fish":
		return o.root.GenFishCompletion(o.ui.out, true)
	case "powershell":
		return o.root.GenPowerShellCompletionWithDesc(o.ui.out)
	case "":
		return usagef("svcgen completion bash, zsh, fish or powershell", "the shell is missing")
	default:
		return usagef("there are: bash, zsh, fish, powershell", "no completion for %q", o.shell)
	}
}

// completeNames offers the services of the workspace, behind a dot its resources, and behind another its fields.
func completeNames(u *ui) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp
		if len(args) > 0 || inDir(cmd) != nil {
			return nil, directive
		}
		s, err := openSite(u)
		if err != nil {
			return nil, directive
		}
		defer s.close()
		_, m, err := generator.Resolve(s.sources, s.state.Disk)
		if err != nil {
			return nil, directive
		}
		return names(m, strings.Count(typed, ".")), directive | cobra.ShellCompDirectiveNoSpace
	}
}

// completeParts offers services, then the resources of the one that was typed where those are meant, then what can go on a field.
func completeParts(u *ui, resources bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp
		if len(args) > 1 {
			return fieldWords(typed), directive | cobra.ShellCompDirectiveNoSpace
		}
		if len(args) == 1 && !resources || inDir(cmd) != nil {
			return nil, directive
		}
		m, err := resolve(u)
		if err != nil {
			return nil, directive
		}
		if len(args) == 0 {
			return names(m, 0), directive
		}
		var all []string
		for _, s := range m.Services {
			for _, r := range s.Resources {
				if s.Name == args[0] {
					all = append(all, r.Name)
				}
			}
		}
		return all, directive
	}
}

// fieldWords completes NAME:TYPE:FLAG behind its last colon.
func fieldWords(typed string) []string {
	before := typed[:strings.LastIndexByte(typed, ':')+1]
	words := spec.FieldWords(strings.Count(before, ":"))
	for i := range words {
		words[i] = before + words[i]
	}
	return words
}

// names are the paths of a model with so many dots.
func names(m *model.Model, dots int) []string {
	var all []string
	for _, s := range m.Services {
		if dots == 0 {
			all = append(all, s.Name)
			continue
		}
		for _, r := range s.Resources {
			if dots == 1 {
				all = append(all, s.Name+"."+r.Name)
				continue
			}
			for _, f := range r.Fields {
				all = append(all, s.Name+"."+r.Name+"."+f.Name)
			}
		}
		for _, e := range s.Enums {
			if dots == 1 {
				all = append(all, s.Name+"."+e.Name)
			}
		}
	}
	return all
}
