package pgbus

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

const tables = `
CREATE TABLE IF NOT EXISTS bus_topics (
  topic text PRIMARY KEY,
  last bigint NOT NULL DEFAULT 0,
  swept bigint NOT NULL DEFAULT 0
);
ALTER TABLE bus_topics ADD COLUMN IF NOT EXISTS first bigint NOT NULL DEFAULT 0;
CREATE TABLE IF NOT EXISTS bus (
  topic text NOT NULL,
  place bigint NOT NULL,
  event uuid NOT NULL,
  key text NOT NULL,
  type text NOT NULL,
  time timestamptz NOT NULL,
  attributes jsonb NOT NULL,
  data bytea NOT NULL,
  publish_time timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, place),
  UNIQUE (topic, event)
)`

// isMissing reports whether there are no tables, or those of a former release, whose topics did not know their first place.
const isMissing = `SELECT NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('bus_topics') AND attname = 'first')`

// prepareTables makes the tables unless they are there.
func (b *Bus) prepareTables(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ready {
		return nil
	}
	var missing bool
	if err := b.pool.QueryRow(ctx, isMissing).Scan(&missing); err != nil {
		return pg.Error(err, "events")
	}
	if missing {
		err := pg.InTx(ctx, b.pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", "bus"); err != nil { // IF NOT EXISTS alone is not safe
				return err
			}
			_, err := tx.Exec(ctx, tables)
			return err
		})
		if err != nil {
			return err
		}
	}
	b.ready = true
	return nil
}

// channel is the channel on which receivers are told of new messages.
const channel = "bus"

// ringBells wakes all receivers.
func (b *Bus) ringBells() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for bell := range b.bells {
		bell.Ring()
	}
}

// subscribeBell returns a bell that rings when there may be messages.
func (b *Bus) subscribeBell() (bell wake.Bell, cancel func()) {
	b.listens.Do(func() {
		b.listening.Go(func() { pg.Listen(b.closed, b.pool, b.ringBells, channel) })
	})
	bell = wake.NewBell()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bells[bell] = true
	return bell, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.bells, bell)
	}
}
