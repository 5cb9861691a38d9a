package telemetry

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
)

// Traced returns encode with the span of ctx in its messages, so that whoever handles them continues the trace.
func Traced[E any](encode func(context.Context, E) (event.Message, error)) func(context.Context, E) (event.Message, error) {
	return func(ctx context.Context, e E) (event.Message, error) {
		m, err := encode(ctx, e)
		if err == nil {
			otel.GetTextMapPropagator().Inject(ctx, propagation.MapCarrier(m.Attributes))
		}
		return m, err
	}
}

// Published measures what a service publishes on a bus, and what waits in its outbox.
func Published(b bus.Bus, pool *pgxpool.Pool, service string) bus.Bus {
	published, err := otel.Meter("").Int64Counter("events.published", metric.WithDescription("Events that the bus has taken."))
	if err != nil {
		otel.Handle(err)
	}
	observe(attribute.String("service", service), func(ctx context.Context) ([]float64, error) {
		waiting, err := outbox.WaitingIn(ctx, pool)
		return []float64{float64(waiting.Events), age(waiting.Oldest), float64(waiting.Refused)}, err
	},
		gauge{"outbox.waiting", "", "Events that the bus does not have yet, counted up to 10,001."},
		gauge{"outbox.oldest", "s", "Age of the oldest event that the bus does not have yet."},
		gauge{"outbox.refused", "", "Events that the bus will never take, counted up to 10,001."},
	)
	return counting{b, published}
}

// counting is a bus that counts what is published.
type counting struct {
	bus.Bus

	published metric.Int64Counter
}

func (c counting) Publish(ctx context.Context, topic string, batch []event.Message) error {
	err := c.Bus.Publish(ctx, topic, batch)
	if err == nil {
		c.published.Add(ctx, int64(len(batch)), metric.WithAttributes(attribute.String("topic", topic)))
	}
	return err
}
