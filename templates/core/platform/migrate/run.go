package migrate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// change is what the command does to a database.
type change struct {
	Database
	all   []migration
	steps []migration // to apply or to roll back, in this order
}

// run carries the command out. It changes nothing unless all databases allow it.
func (o options) run(ctx context.Context, out io.Writer, databases []Database) error {
	changes := make([]change, len(databases))
	errs := make([]error, len(databases))
	for i, d := range databases {
		if changes[i], errs[i] = o.plan(ctx, d); errs[i] != nil && len(databases) > 1 {
			errs[i] = fmt.Errorf("%s: %w", d.Service, errs[i])
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, c := range changes {
		if len(changes) > 1 {
			fmt.Fprintf(out, "%sservice %s:\n", o.comment(), c.Service)
		}
		if err := o.carryOut(ctx, out, c); err != nil {
			return err
		}
	}
	return nil
}

func (o options) plan(ctx context.Context, d Database) (change, error) {
	read := d.state
	if o.verb == "" && !o.allowed && !o.dryRun {
		read = d.permitted
	}
	all, err := read(ctx)
	c := change{d, all, pending(all)}
	if err == nil && o.verb == "down" {
		c.steps, err = back(all, o.to, o.allowed || o.dryRun)
	}
	return c, err
}

func (o options) carryOut(ctx context.Context, out io.Writer, c change) error {
	switch {
	case o.verb == "status":
		return printStatus(out, c.all)
	case len(c.steps) == 0:
		fmt.Fprintf(out, "%snothing to do: the newest migration of the database is %d\n", o.comment(), newest(c.all))
		return nil
	case o.dryRun:
		for _, m := range c.steps {
			fmt.Fprintf(out, "-- %s\n%s\n", m.file, strings.TrimSpace(m.sql(o.verb)))
		}
		return nil
	}
	count, began := 0, time.Now()
	done := func(file string, took time.Duration) {
		count++
		fmt.Fprintf(out, "%s in %v\n", file, took.Round(time.Millisecond))
	}
	if o.verb == "down" {
		err := c.down(ctx, c.steps, done)
		fmt.Fprintf(out, "%d rolled back in %v\n", count, time.Since(began).Round(time.Millisecond))
		return err
	}
	err := c.up(ctx, done)
	fmt.Fprintf(out, "%d applied in %v\n", count, time.Since(began).Round(time.Millisecond))
	return err
}

// comment returns what begins a line that is not SQL.
func (o options) comment() string {
	if o.dryRun {
		return "-- "
	}
	return ""
}

// printStatus prints a table of migrations.
func printStatus(out io.Writer, all []migration) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NUMBER\tAPPLIED\tFILE")
	for _, m := range all {
		applied, file := "pending", cmp.Or(m.file, "(not in this program)")
		if m.isApplied() {
			applied = m.applied.UTC().Format("2006-01-02 15:04:05 UTC")
		}
		if m.destructive {
			file += "  destructive"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\n", m.number, applied, file)
	}
	return w.Flush()
}
