package app

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Command is a command of a program, beside those that every program has. To add one, append it to Program's Commands in main.go.
type Command[C any] struct {
	Name string // the first word on the command line
	Args string // its arguments in the usage text: USER ROLE
	Help string // what it does, in one line
	Long string // what the command prints for --help; if it is empty, Run gets --help like other arguments

	// Check says what is wrong with the arguments, before the settings are read. It may be left out.
	Check func(args []string) error

	// Run runs the command with the words that follow its name. ctx ends with the first SIGINT or SIGTERM. log writes to
	// standard error: standard output is the command's.
	Run func(ctx context.Context, cfg C, log *slog.Logger, args []string) error
}

// commands returns Migrate and p's own commands.
func (p Program[C]) commands() []Command[C] {
	if p.Migrate == nil {
		return p.Commands
	}
	return append([]Command[C]{*p.Migrate}, p.Commands...)
}

func (p Program[C]) command(name string) (Command[C], bool) {
	all := p.commands()
	i := slices.IndexFunc(all, func(c Command[C]) bool { return c.Name == name })
	if i < 0 {
		return Command[C]{}, false
	}
	return all[i], true
}

// explains reports whether the command has a text for --help, and args ask for it.
func (c Command[C]) explains(args []string) bool {
	return c.Long != "" && slices.ContainsFunc(args, func(a string) bool { return a == "-h" || a == "--help" })
}

func (c Command[C]) check(args []string) error {
	if c.Check == nil {
		return nil
	}
	return c.Check(args)
}

func (c Command[C]) run(program string, process Config, cfg C, args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	log := obs.NewLogger(os.Stderr, process.LogLevel).With(slog.String("program", program), slog.String("command", c.Name))
	return c.Run(ctx, cfg, log, args)
}
