package pgbus

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
)

const (
	// lockTopic lets publishers of a topic write one after the other, so that its places are committed in ascending order. The first place
	// is the time in microseconds: no other database has had so many, so nobody's place in another one is taken for one in this.
	lockTopic = `INSERT INTO bus_topics AS t (topic, first, last)
SELECT $1::text, c.now, c.now FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now) AS c
ON CONFLICT (topic) DO UPDATE SET topic = t.topic RETURNING last`

	insert = `INSERT INTO bus (topic, place, event, key, type, time, attributes, data)
SELECT $1, $2 + e.n, e.event, e.key, e.type, e.time, e.attributes::jsonb, e.data
FROM unnest($3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::bytea[])
  WITH ORDINALITY AS e (event, key, type, time, attributes, data, n)
ON CONFLICT (topic, event) DO NOTHING`

	moveTopic = `UPDATE bus_topics SET last = $2 WHERE topic = $1`
)

// publishBatch writes messages of a topic in one transaction.
func (b *Bus) publishBatch(ctx context.Context, topic string, batch []event.Message) error {
	c, err := event.ColumnsOf(batch)
	if err != nil {
		return err
	}
	return pg.InTx(ctx, b.pool, func(tx pgx.Tx) error {
		var last int64
		if err := tx.QueryRow(ctx, lockTopic, topic).Scan(&last); err != nil {
			return err
		}
		statements := &pgx.Batch{}
		statements.Queue(insert, topic, last, c.IDs, c.Keys, c.Types, c.Times, c.Attributes, c.Data)
		statements.Queue(moveTopic, topic, last+int64(len(batch)))
		statements.Queue("SELECT pg_notify($1, '')", channel)
		return tx.SendBatch(ctx, statements).Close()
	})
}

// isBadValue reports whether PostgreSQL refuses a value, as it does with a text that the encoding of the database does not have.
func isBadValue(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (strings.HasPrefix(e.Code, "22") || strings.HasPrefix(e.Code, "54"))
}
