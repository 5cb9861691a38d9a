package app

import (
	"context"
	"log/slog"
)

// Custom is your own settings. A field is a variable: `env:"NAME"` is GATEWAY_NAME.
type Custom struct{}

// Wire brings in what you add to the gateway: routes, middleware, background work. See Wiring.
func Wire(ctx context.Context, cfg Config, log *slog.Logger) (Wiring, error) {
	return Wiring{}, nil
}
