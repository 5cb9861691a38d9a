package obs

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// Durations is a histogram of how long something took, in seconds, with a series for each value of L. It keeps the attributes of a series,
// which take longer to make than to record. So L must have few values: nothing that a client chooses freely.
type Durations[L comparable] struct {
	histogram  metric.Float64Histogram
	attributes func(L) []attribute.KeyValue
	series     sync.Map // metric.MeasurementOption by L
}

// NewDurations returns the histogram with a name. attributes are those of a series.
func NewDurations[L comparable](name, description string, attributes func(L) []attribute.KeyValue) *Durations[L] {
	histogram, err := otel.Meter("").Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(description),
		metric.WithExplicitBucketBoundaries(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10))
	if err != nil {
		otel.Handle(err)
	}
	return &Durations[L]{histogram: histogram, attributes: attributes}
}

// Record adds what began at a time and ends now.
func (d *Durations[L]) Record(ctx context.Context, begin time.Time, labels L) {
	seconds := time.Since(begin).Seconds()
	option, ok := d.series.Load(labels)
	if !ok {
		option, _ = d.series.LoadOrStore(labels, metric.WithAttributeSet(attribute.NewSet(d.attributes(labels)...)))
	}
	if option, ok := option.(metric.MeasurementOption); ok {
		d.histogram.Record(ctx, seconds, option)
	}
}
