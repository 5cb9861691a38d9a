package worker

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/app"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

// Service is what the commands of a worker work on.
type Service struct {
	Database  pg.Config
	Publishes bool // it has an outbox
	Consumers []string
}

// command is a command of a worker: its words, and what it does on the database of the service.
type command struct {
	name, args, help string
	run              func(ctx context.Context, pool *pgxpool.Pool, s Service, args []string) error
}

// Commands returns the commands that show how far events are, and decide about those that cannot be handled, and others behind them.
func Commands[C any](service func(C) Service, others ...app.Command[C]) []app.Command[C] {
	var all []app.Command[C]
	for _, c := range []command{
		{"status", "[--json]", "show how many events wait, fail and are dead", status},
		{"dead", "list|show|retry|drop [CONSUMER] [ID]", "show dead events, handle them again, or give them up", dead},
		{"skip", "CONSUMER ID", "give up an event that holds up its key", skip},
		{"rewind", "CONSUMER start|TIME", "handle again what happened since a time such as 2026-01-02T15:04:05Z", rewind},
	} {
		all = append(all, app.Command[C]{Name: c.name, Args: c.args, Help: c.help, Run: func(ctx context.Context, cfg C, _ *slog.Logger, args []string) error {
			s := service(cfg)
			pool, err := pg.Open(ctx, s.Database)
			if err != nil {
				return err
			}
			defer pool.Close()
			return c.run(ctx, pool, s, args)
		}})
	}
	return append(all, others...)
}

// state is what status shows.
type state struct {
	Outbox    *outbox.Waiting `json:"outbox,omitempty"`
	Consumers []inbox.Status  `json:"consumers"`
}

func status(ctx context.Context, pool *pgxpool.Pool, s Service, args []string) error {
	now := state{Consumers: []inbox.Status{}}
	if s.Publishes {
		waiting, err := outbox.WaitingIn(ctx, pool)
		if err != nil {
			return err
		}
		now.Outbox = &waiting
	}
	for _, name := range s.Consumers {
		consumer, err := inbox.StatusOf(ctx, pool, name)
		if err != nil {
			return err
		}
		now.Consumers = append(now.Consumers, consumer)
	}
	if slices.Equal(args, []string{"--json"}) {
		return json.NewEncoder(os.Stdout).Encode(now)
	}
	if len(args) > 0 {
		return fmt.Errorf("status takes no argument %q, only --json", args[0])
	}
	if w := now.Outbox; w != nil {
		fmt.Printf("outbox: %d waiting%s, %d refused\n", w.Events, since(w.Oldest), w.Refused)
	}
	for _, c := range now.Consumers {
		fmt.Printf("%s: %d pending%s, %d failing, %d dead\n", c.Consumer, c.Pending, since(c.Oldest), c.Failing, c.Dead)
	}
	return nil
}

// since says how old something is.
func since(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return ", the oldest for " + time.Since(t).Round(time.Second).String()
}

func dead(ctx context.Context, pool *pgxpool.Pool, s Service, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("dead what? list, show, retry or drop")
	}
	choice, err := chosen(s, args[1:])
	if err != nil {
		return err
	}
	switch args[0] {
	case "list", "show":
		all, err := inbox.DeadLetters(ctx, pool, choice)
		if err != nil {
			return err
		}
		for _, d := range all {
			fmt.Printf("%s %s %s key %s, %d attempts: %q\n", d.Consumer, d.ID, d.Type, d.Key, d.Attempts, d.Error)
			if args[0] == "show" {
				fmt.Println(d.JSON())
			}
		}
		return nil
	case "retry":
		return count("to be handled again", func() (int64, error) { return inbox.Retry(ctx, pool, choice) })
	case "drop":
		return count("given up", func() (int64, error) { return inbox.DropDead(ctx, pool, choice) })
	}
	return fmt.Errorf("dead takes list, show, retry or drop, not %q", args[0])
}

// chosen reads a consumer and an id, which both may be left out.
func chosen(s Service, args []string) (c inbox.Choice, err error) {
	if len(args) > 0 && slices.Contains(s.Consumers, args[0]) {
		c.Consumer, args = args[0], args[1:]
	}
	switch {
	case len(args) > 1:
		return c, fmt.Errorf("too many words: %q", args)
	case len(args) == 1:
		id, err := uuid.Parse(args[0])
		if err != nil {
			return c, fmt.Errorf("%q is neither a consumer (%s) nor the id of an event", args[0], strings.Join(s.Consumers, ", "))
		}
		c.ID = &id
	}
	return c, nil
}

func count(done string, change func() (int64, error)) error {
	n, err := change()
	if err != nil {
		return err
	}
	fmt.Printf("%d events %s\n", n, done)
	return nil
}

func skip(ctx context.Context, pool *pgxpool.Pool, s Service, args []string) error {
	choice, err := chosen(s, args)
	if err != nil {
		return err
	}
	if choice.Consumer == "" || choice.ID == nil {
		return fmt.Errorf("skip takes a consumer (%s) and the id of an event", strings.Join(s.Consumers, ", "))
	}
	return inbox.Skip(ctx, pool, choice.Consumer, *choice.ID)
}

func rewind(ctx context.Context, pool *pgxpool.Pool, s Service, args []string) error {
	if len(args) != 2 || !slices.Contains(s.Consumers, args[0]) {
		return fmt.Errorf("rewind takes a consumer (%s), and start or a time", strings.Join(s.Consumers, ", "))
	}
	var since time.Time
	if args[1] != "start" {
		var err error
		if since, err = time.Parse(time.RFC3339, args[1]); err != nil {
			return fmt.Errorf("%q is neither start nor a time such as 2026-01-02T15:04:05Z", args[1])
		}
	}
	return count("will be handled again", func() (int64, error) { return inbox.Rewind(ctx, pool, args[0], since) })
}
