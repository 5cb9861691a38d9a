package integration_test

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"

	"example.com/fleet/cmd/fleet/stack"
	garageapp "example.com/fleet/services/garage/app"
)

// TestGarageHangs calls a garage that takes requests and does not answer: dispatch refuses what needs the garage before the gateway's limit of
// ten seconds ends the request, stores nothing, answers what does not need the garage, and recovers without a restart.
func TestGarageHangs(t *testing.T) {
	var hangs atomic.Bool
	hang := func(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
		if hangs.Load() {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return handle(ctx, request)
	}
	api := serveDispatch(t, stack.EditGarage(func(w *garageapp.Wiring) { w.Interceptors = append(w.Interceptors, hang) }))
	create := func(path string, body object) object {
		return api.Do(t, http.MethodPost, path, body).Want(t, http.StatusOK)
	}
	depot := create("/v1/depots", object{"code": "NORD", "title": "North"})
	vehicle := create("/v1/vehicles", object{"plate": "N-1", "depot": depot["id"], "fuels": []any{}, "dayRate": euro("49", 0)})
	driver := create("/v1/dispatch/drivers", object{"name": "Ada", "mail": "ada@example.com"})
	trip := object{"driver": driver["id"], "vehicle": vehicle["id"], "startsAt": "2026-05-01T08:00:00Z", "endsAt": "2026-05-01T18:00:00Z"}
	create("/v1/dispatch/trips", trip)

	hangs.Store(true)
	refused := api.Do(t, http.MethodPost, "/v1/dispatch/trips", trip).Want(t, http.StatusServiceUnavailable) // 504 if the gateway had to end it
	if refused.Text("detail") != "the garage service is unavailable" {
		t.Errorf("garage hangs: %v", refused)
	}
	trips := api.Do(t, http.MethodGet, "/v1/dispatch/trips", nil).Want(t, http.StatusOK).ObjectsIn("trips")
	if len(trips) != 1 {
		t.Errorf("%d trips while garage hangs", len(trips))
	}

	hangs.Store(false)
	create("/v1/dispatch/trips", trip)
}
