package migrate

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

const help = `usage:
  %[1]s [flags]         apply what is pending
  %[1]s status [flags]  list the migrations
  %[1]s down [flags]    roll back the newest migration

  --dry-run            print the SQL and change nothing
  --to N               down: roll back all migrations above number N
  --service NAME       only the database of this service
  --allow-destructive  delete data: apply migrations that are marked
                       -- svcgen:destructive, or roll back although that drops
                       columns or tables, or deletes rows

Without --allow-destructive, either everything is applied (rolled back) and no
data is deleted, or nothing is. The variable <SERVICE>_MIGRATE_DESTRUCTIVE_TO=N
allows destructive migrations up to number N, also when a program starts.

Before you roll back, stop the programs that need the newer schema. What a
migration has deleted does not come back: its columns and tables are empty.

Exit code: 1 if something failed or was refused, 2 if the command is wrong.
`

// Command returns the command migrate of a program with these databases.
func Command[C any](databases func(cfg C) []Database) *app.Command[C] {
	return &app.Command[C]{
		Name: "migrate",
		Help: "bring the database up to date; see migrate --help",
		Long: fmt.Sprintf(help, command()),
		Check: func(args []string) error {
			var unset C // has the names of the services
			_, _, err := parseArgs(args, databases(unset))
			return err
		},
		Run: func(ctx context.Context, cfg C, _ *slog.Logger, args []string) error {
			o, chosen, err := parseArgs(args, databases(cfg))
			if err != nil {
				return err
			}
			return o.run(ctx, os.Stdout, chosen)
		},
	}
}

// options is the command line.
type options struct {
	verb    string // "", status, down
	allowed bool
	dryRun  bool
	service string
	to      int64 // oneStep, or the number of a migration
}

const oneStep = -1

// parseArgs returns the options and the databases that they choose. Flags may stand before or after the verb.
func parseArgs(args []string, all []Database) (o options, chosen []Database, err error) {
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&o.allowed, "allow-destructive", false, "")
	flags.BoolVar(&o.dryRun, "dry-run", false, "")
	flags.StringVar(&o.service, "service", "", "")
	flags.Int64Var(&o.to, "to", oneStep, "")
	if err = flags.Parse(args); err == nil && flags.NArg() > 0 {
		o.verb = flags.Arg(0)
		err = flags.Parse(flags.Args()[1:])
	}
	if err == nil {
		err = o.check(flags.Args())
	}
	if err == nil {
		chosen, err = o.choose(all)
	}
	if err != nil {
		return o, nil, fmt.Errorf("migrate: %w; see %s --help", err, command())
	}
	return o, chosen, nil
}

// check says what is wrong with the options. rest is the arguments after the verb.
func (o options) check(rest []string) error {
	switch {
	case o.verb != "" && o.verb != "status" && o.verb != "down":
		return fmt.Errorf("unknown argument %q", o.verb)
	case len(rest) > 0:
		return fmt.Errorf("unknown argument %q", rest[0])
	case o.verb == "status" && (o.allowed || o.dryRun):
		return errors.New("status changes nothing: it takes neither --allow-destructive nor --dry-run")
	case o.to < oneStep:
		return errors.New("--to is the number of a migration, or 0")
	case o.to != oneStep && o.verb != "down":
		return errors.New("--to belongs to down")
	}
	return nil
}

// choose returns the databases that the command is for.
func (o options) choose(all []Database) ([]Database, error) {
	var names []string
	for _, d := range all {
		if d.Service == o.service {
			return []Database{d}, nil
		}
		names = append(names, d.Service)
	}
	switch {
	case o.service != "":
		return nil, fmt.Errorf("there is no service %q, only %s", o.service, strings.Join(names, ", "))
	case o.verb == "down" && len(all) > 1:
		return nil, fmt.Errorf("down is for one database: add --service %s", strings.Join(names, " or --service "))
	}
	return all, nil
}
