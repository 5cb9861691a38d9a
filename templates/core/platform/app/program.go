package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/svcgen/svcgen/templates/core/platform/config"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Version is set by the linker: -X <module>/platform/app.Version=v1.2.3.
var Version = "devel"

// Program is an executable whose settings are a C.
type Program[C any] struct {
	Name      string // catalog-api
	EnvPrefix string // of C's variables: CATALOG_
	AdminAddr string // the default of ADMIN_ADDR
	Build     func(ctx context.Context, cfg C, log *slog.Logger) ([]Component, error)
	Migrate   *Command[C]  // nil if there is no database
	Commands  []Command[C] // further commands
}

const usage = `usage: %s [command]

  serve           serve until SIGTERM or SIGINT; this is the default
%s  healthcheck     ask the running program whether it is ready
  version         print the version
  --print-config  print the settings, which come from the environment
`

// Main runs the command line and exits: with 0 after a clean end, with 1 after a failure, with 2 if the command or the environment
// is wrong.
func (p Program[C]) Main() { os.Exit(p.Run(os.Args[1:])) }

// Run runs the command line and returns the exit code.
func (p Program[C]) Run(args []string) int {
	command := "serve"
	if len(args) > 0 {
		command, args = args[0], args[1:]
	}
	own, isOwn := p.command(command)
	switch {
	case own.explains(args):
		fmt.Print(own.Long)
		return 0
	case len(args) > 0 && !isOwn:
		return p.report(2, fmt.Errorf("%s takes no argument %q; see %s -h", command, args[0], p.Name))
	}
	if err := own.check(args); err != nil {
		return p.report(2, err)
	}
	process, err := config.Load[Config]("")
	process.AdminAddr = cmp.Or(process.AdminAddr, p.AdminAddr)

	switch command {
	case "-h", "--help", "help":
		fmt.Printf(usage, p.Name, p.commandUsage())
		return 0
	case "version":
		fmt.Println(p.Name, Version)
		return 0
	case "healthcheck":
		return p.report(1, healthcheck(context.Background(), process.AdminAddr))
	}

	cfg, err2 := config.Load[C](p.EnvPrefix)
	err = errors.Join(err, err2)
	switch {
	case command == "--print-config":
		return p.report(2, config.Print(os.Stdout, process, ""), config.Print(os.Stdout, cfg, p.EnvPrefix), err)
	case err != nil:
		return p.report(2, err)
	case isOwn:
		return p.report(1, own.run(p.Name, process, cfg, args))
	case command == "serve":
		return p.serve(process, cfg)
	default:
		return p.report(2, fmt.Errorf("unknown command %q; see %s -h", command, p.Name))
	}
}

// commandUsage returns a line for each of p's commands.
func (p Program[C]) commandUsage() string {
	var lines strings.Builder
	for _, c := range p.commands() {
		fmt.Fprintf(&lines, "  %-15s %s\n", strings.TrimSpace(c.Name+" "+c.Args), c.Help)
	}
	return lines.String()
}

func (p Program[C]) report(code int, errs ...error) int {
	if err := errors.Join(errs...); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", p.Name, err)
		return code
	}
	return 0
}

// serve runs until a signal comes: the first one drains, a second one exits at once.
func (p Program[C]) serve(process Config, cfg C) int {
	log := obs.NewLogger(os.Stdout, process.LogLevel).With(slog.String("program", p.Name), slog.String("version", Version))
	slog.SetDefault(log)

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		<-signals
		cancel()
		<-signals
		log.Error("second signal: exit at once")
		os.Exit(1)
	}()

	build := func(ctx context.Context) ([]Component, error) { return p.Build(ctx, cfg, log) }
	if err := Run(ctx, process, log, build); err != nil && (ctx.Err() == nil || !errors.Is(err, context.Canceled)) {
		log.Error("failed", slog.String("error", err.Error()))
		return 1
	}
	log.Info("stopped")
	return 0
}
