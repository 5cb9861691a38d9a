package telemetry

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// attempt is what a series of durations has in common.
type attempt struct{ consumer, outcome string }

func (a attempt) attributes() []attribute.KeyValue {
	return []attribute.KeyValue{attribute.String("consumer", a.consumer), attribute.String("outcome", a.outcome)}
}

// Handled makes a span of each attempt of a consumer to handle an event, which continues the trace of the publisher, and measures
// attempts and what waits for them. Log lines get the ids of trace and span.
func Handled(c inbox.Consumer, pool *pgxpool.Pool) inbox.Consumer {
	name, handle := c.Consumer, c.Handle
	tracer := otel.Tracer("")
	durations := obs.NewDurations("events.handle.duration", "Duration of attempts to handle an event.", attempt.attributes)
	c.Handle = func(ctx context.Context, tx pgx.Tx, d event.Delivery) (err error) {
		begin, outcome := time.Now(), "failed" // also if it panics
		ctx = otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(d.Attributes))
		ctx, span := tracer.Start(ctx, "handle "+name,
			trace.WithSpanKind(trace.SpanKindConsumer), trace.WithLinks(trace.LinkFromContext(ctx)),
			trace.WithAttributes(attribute.String("messaging.message.id", d.ID.String()), attribute.String("messaging.message.type", d.Type)))
		obs.LogSpan(ctx)
		defer func() {
			durations.Record(ctx, begin, attempt{name, outcome})
			if outcome == "failed" {
				span.SetStatus(codes.Error, "")
			}
			span.End()
		}()
		if err := handle(ctx, tx, d); err != nil {
			return err
		}
		outcome = "handled"
		return nil
	}
	observe(attribute.String("consumer", name), func(ctx context.Context) ([]float64, error) {
		status, err := inbox.StatusOf(ctx, pool, name)
		return []float64{float64(status.Pending), age(status.Oldest), float64(status.Dead)}, err
	},
		gauge{"inbox.pending", "", "Events that are to be handled."},
		gauge{"inbox.oldest", "s", "Age of the oldest event that is to be handled."},
		gauge{"inbox.dead", "", "Events that were put aside because they cannot be handled."},
	)
	return c
}
