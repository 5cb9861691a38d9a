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

	// Run runs the command with the words that follow its name. ctx ends with the first SIGINT or SIGTERM. log writes to
	// standard error: standard output is the command's.
	Run func(ctx context.Context, cfg C, log *slog.Logger, args []string) error
}

func (p Program[C]) command(name string) (Command[C], bool) {
	i := slices.IndexFunc(p.Commands, func(c Command[C]) bool { return c.Name == name })
	if i < 0 {
		return Command[C]{}, false
	}
	return p.Commands[i], true
}

func (c Command[C]) run(program string, process Config, cfg C, args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	log := obs.NewLogger(os.Stderr, process.LogLevel).With(slog.String("program", program), slog.String("command", c.Name))
	return c.Run(ctx, cfg, log, args)
}
