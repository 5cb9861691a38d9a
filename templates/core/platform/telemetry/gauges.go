package telemetry

import (
	"context"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// gauge is a value that is read when metrics are.
type gauge struct{ name, unit, description string }

// observe lets read return the values of gauges, in their order, when metrics are read. They are about something.
func observe(about attribute.KeyValue, read func(context.Context) ([]float64, error), gauges ...gauge) {
	meter := otel.Meter("")
	var instruments []metric.Float64Observable
	var observables []metric.Observable
	for _, g := range gauges {
		instrument, err := meter.Float64ObservableGauge(g.name, metric.WithUnit(g.unit), metric.WithDescription(g.description))
		if err != nil {
			otel.Handle(err)
		}
		instruments, observables = append(instruments, instrument), append(observables, instrument)
	}
	of := metric.WithAttributeSet(attribute.NewSet(about))
	_, err := meter.RegisterCallback(func(ctx context.Context, o metric.Observer) error {
		values, err := read(ctx)
		if err != nil {
			return err
		}
		for i, value := range values {
			o.ObserveFloat64(instruments[i], value, of)
		}
		return nil
	}, observables...)
	if err != nil {
		otel.Handle(err)
	}
}

// age returns the seconds since a time, 0 if there is none.
func age(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return time.Since(t).Seconds()
}
