package telemetry

import (
	"context"
	"errors"

	"github.com/exaring/otelpgx"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// Queries returns what makes a span of each query, and measures it. A span has the statement, whose values are $1, $2 and so on.
func Queries() pgx.QueryTracer {
	return queries{otelpgx.NewTracer(
		otelpgx.WithDisableAcquireTracer(), // Pool measures how long queries wait
		otelpgx.WithDisableConnectionDetailsInAttributes(),
	)}
}

// queries hides the texts of errors, which may hold values of rows.
type queries struct{ *otelpgx.Tracer }

func (q queries) TraceQueryEnd(ctx context.Context, conn *pgx.Conn, data pgx.TraceQueryEndData) {
	data.Err = withoutValues(data.Err)
	q.Tracer.TraceQueryEnd(ctx, conn, data)
}

func (q queries) TraceBatchQuery(ctx context.Context, conn *pgx.Conn, data pgx.TraceBatchQueryData) {
	data.Err = withoutValues(data.Err)
	q.Tracer.TraceBatchQuery(ctx, conn, data)
}

func (q queries) TraceBatchEnd(ctx context.Context, conn *pgx.Conn, data pgx.TraceBatchEndData) {
	data.Err = withoutValues(data.Err)
	q.Tracer.TraceBatchEnd(ctx, conn, data)
}

func (q queries) TraceCopyFromEnd(ctx context.Context, conn *pgx.Conn, data pgx.TraceCopyFromEndData) {
	data.Err = withoutValues(data.Err)
	q.Tracer.TraceCopyFromEnd(ctx, conn, data)
}

// withoutValues returns an error that says no more than which rule was broken.
func withoutValues(err error) error {
	refused, ok := errors.AsType[*pgconn.PgError](err)
	switch {
	case err == nil, errors.Is(err, pgx.ErrNoRows), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case ok:
		return &pgconn.PgError{Severity: refused.Severity, Code: refused.Code, Message: refused.ConstraintName}
	default:
		return errors.New("the query failed")
	}
}

// Pool measures the connections of a pool, as those of a service.
func Pool(pool *pgxpool.Pool, service string) error {
	return otelpgx.RecordStats(pool, otelpgx.WithStatsAttributes(semconv.DBClientConnectionPoolName(service)))
}
