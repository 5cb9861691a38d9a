// Package obs makes what the program does visible: it writes one JSON object a line, each with the id of the request that the
// line belongs to.
package obs

import (
	"context"
	"io"
	"log/slog"
)

// NewLogger returns a logger that writes JSON to w. A line that is logged with the context of a request carries the request's id
// and attributes.
func NewLogger(w io.Writer, level slog.Leveler) *slog.Logger {
	return slog.New(handler{slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level})})
}

// handler adds what is known of the request to every record.
type handler struct{ slog.Handler }

func (h handler) Handle(ctx context.Context, record slog.Record) error {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		record.AddAttrs(r.all()...)
	}
	return h.Handler.Handle(ctx, record)
}

func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return handler{h.Handler.WithAttrs(attrs)}
}

func (h handler) WithGroup(name string) slog.Handler {
	return handler{h.Handler.WithGroup(name)}
}
