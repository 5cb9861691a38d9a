package jobrun

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/svcgen/svcgen/templates/core/platform/app"
	"github.com/svcgen/svcgen/templates/core/platform/job"
)

// Open makes a runner of jobs. The caller calls closed when it is done with the runner.
type Open[C any] func(ctx context.Context, cfg C, log *slog.Logger) (r *Runner, closed func(), err error)

// Commands returns the commands of a program for jobs: one to start each job, which has the name of the job, and list.
func Commands[C any](open Open[C], jobs []string) []app.Command[C] {
	var all []app.Command[C]
	for _, name := range jobs {
		all = append(all, app.Command[C]{
			Name: name, Help: "run the job for its latest tick; --now: run it now",
			Check: func(args []string) error {
				if len(args) > 1 || len(args) == 1 && args[0] != "--now" {
					return fmt.Errorf("%s takes --now or nothing, not %q", name, args)
				}
				return nil
			},
			Run: func(ctx context.Context, cfg C, log *slog.Logger, args []string) error {
				r, closed, err := open(context.WithoutCancel(ctx), cfg, log)
				if err != nil {
					return err
				}
				defer closed()
				return start(ctx, r, os.Stdout, name, len(args) > 0)
			},
		})
	}
	return append(all, app.Command[C]{
		Name: "list", Help: "list the jobs, when they run next, and how they ended",
		Check: func(args []string) error {
			if len(args) > 0 {
				return errors.New("list takes no arguments")
			}
			return nil
		},
		Run: func(ctx context.Context, cfg C, log *slog.Logger, _ []string) error {
			r, closed, err := open(ctx, cfg, log)
			if err != nil {
				return err
			}
			defer closed()
			return list(ctx, r, os.Stdout)
		},
	})
}

// start runs a job for its latest tick, or now if now is set or the job has no schedule.
func start(ctx context.Context, r *Runner, out io.Writer, name string, now bool) error {
	j := r.jobs[slices.IndexFunc(r.jobs, func(j job.Job) bool { return j.Name == name })]
	if now || j.Schedule == "" {
		outcome, err := r.Now(ctx, j)
		return report(out, name, outcome, err)
	}
	clock, err := cron.ParseStandard(j.Schedule)
	if err != nil {
		return err
	}
	due := latest(clock, time.Now())
	outcome, err := r.Tick(ctx, j, due)
	return report(out, name+" of "+due.Format(time.RFC3339), outcome, err)
}

func report(out io.Writer, what string, outcome Outcome, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	_, err = fmt.Fprintf(out, "%s: %s\n", what, outcome)
	return err
}

// list prints a line for each job.
func list(ctx context.Context, r *Runner, out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "JOB\tSCHEDULE\tNEXT\tLAST\tSTATE") // Flush tells
	for _, j := range r.jobs {
		next, when := "-", "by hand"
		if j.Schedule != "" {
			clock, err := cron.ParseStandard(j.Schedule)
			if err != nil {
				return err
			}
			next, when = clock.Next(time.Now().UTC()).Format(time.RFC3339), j.Schedule
		}
		due, ended := "-", "never ran"
		before, err := lastRun(ctx, r.pool, j.Name)
		if err != nil {
			return fmt.Errorf("job_runs: %w", err)
		}
		if before != nil {
			due, ended = before.Due.UTC().Format(time.RFC3339), state(before)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", j.Name, when, next, due, ended)
	}
	return table.Flush()
}

// state says how a run ended.
func state(l *last) string {
	switch {
	case l.End == nil:
		return "running, or killed, since " + l.Start.UTC().Format(time.RFC3339)
	case l.Error != "" && l.Progress:
		return "failed in part: " + l.Error
	case l.Error != "":
		return "failed: " + l.Error
	}
	return "done in " + l.End.Sub(l.Start).Round(time.Millisecond).String()
}
