package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/svcgen/svcgen/templates/core/platform/config"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// Version is set by the linker: -X <module>/platform/app.Version=v1.2.3.
var Version = "devel"

// Program is a command whose settings are a C.
type Program[C any] struct {
	Name      string // catalog-api
	EnvPrefix string // of C's variables: CATALOG_
	AdminAddr string // where ADMIN_ADDR is not set
	Build     func(ctx context.Context, cfg C, log *slog.Logger) ([]Component, error)
	Migrate   func(ctx context.Context, cfg C) error // nil where there is no database
}

const usage = `usage: %s [command]

  serve           serve until SIGTERM or SIGINT; this is the default
  migrate         bring the database up to date
  healthcheck     ask the running program whether it is ready
  version         print the version
  --print-config  print the settings, which come from the environment
`

// Main runs the command line and exits: with 0 after a clean end, 1 after a failure, 2 where the command or the environment is
// wrong.
func (p Program[C]) Main() { os.Exit(p.Run(os.Args[1:])) }

// Run runs the command line and returns the exit code.
func (p Program[C]) Run(args []string) int {
	command := "serve"
	if len(args) > 0 {
		command = args[0]
	}
	if len(args) > 1 {
		return p.report(2, fmt.Errorf("%s takes no argument %q; see %s -h", command, args[1], p.Name))
	}
	process, err := config.Load[Config]("")
	process.AdminAddr = cmp.Or(process.AdminAddr, p.AdminAddr)

	switch command {
	case "-h", "--help", "help":
		fmt.Printf(usage, p.Name)
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
	case command == "migrate" && p.Migrate != nil:
		return p.report(1, p.Migrate(context.Background(), cfg))
	case command == "serve":
		return p.serve(process, cfg)
	default:
		return p.report(2, fmt.Errorf("unknown command %q; see %s -h", command, p.Name))
	}
}

func (p Program[C]) report(code int, errs ...error) int {
	if err := errors.Join(errs...); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", p.Name, err)
		return code
	}
	return 0
}

// serve runs until the first signal, which drains, or the second, which does not.
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
