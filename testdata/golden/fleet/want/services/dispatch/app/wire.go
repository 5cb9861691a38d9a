package app

import (
	"context"
	"log/slog"
)

// Wire brings in what you add to the service: dependencies of your rules, interceptors, gRPC services, background work. See Wiring.
func Wire(ctx context.Context, cfg Config, log *slog.Logger) (Wiring, error) {
	return Wiring{}, nil
}
