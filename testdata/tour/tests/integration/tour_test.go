package integration_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"example.com/fleet/cmd/fleet/stack"
	"example.com/fleet/platform/testkit"
	garageapp "example.com/fleet/services/garage/app"
)

type object = testkit.Object

func euro(units string, nanos int) map[string]any { return amount("EUR", units, nanos) }

func amount(code, units string, nanos int) map[string]any {
	return map[string]any{"currencyCode": code, "units": units, "nanos": float64(nanos)}
}

// TestTour uses each part of the language as a client does.
func TestTour(t *testing.T) {
	var away atomic.Bool
	api := serveDispatch(t, stack.EditGarage(func(w *garageapp.Wiring) { w.Interceptors = append(w.Interceptors, testkit.Outage(&away)) }))
	post := func(path string, body object, headers ...string) *testkit.Response {
		return api.Do(t, http.MethodPost, path, body, headers...)
	}
	get := func(path string) object { return api.Do(t, http.MethodGet, path, nil).Want(t, http.StatusOK) }

	depot := post("/v1/depots", object{"code": "NORD", "title": "North", "printer": "print.nord.example", "router": "2001:db8::1"}).Want(t, http.StatusOK)
	post("/v1/depots", object{"code": "WEST", "title": "West", "router": "300.1.1.1"}).WantViolation(t, "router")
	post("/v1/depots", object{"code": "WEST", "title": "West", "printer": "-x"}).WantViolation(t, "printer")

	// Types: money of one currency and of any, durations, lists of enums.
	vehicle := object{
		"plate": "N-1", "depot": depot["id"], "fuels": []any{"diesel", "electric"}, "dayRate": euro("49", 900_000_000),
		"bookValue": amount("KWD", "7", 5_000_000), "serviceEvery": "15768000s",
	}
	truck := post("/v1/vehicles", vehicle, "Idempotency-Key", "tour-1").Want(t, http.StatusOK)
	truck.WantMembers(t, vehicle)
	again := post("/v1/vehicles", vehicle, "Idempotency-Key", "tour-1").Want(t, http.StatusOK)
	if again["id"] != truck["id"] {
		t.Errorf("the same key made another vehicle: %v", again)
	}
	post("/v1/vehicles", object{"plate": "N-2"}, "Idempotency-Key", "tour-1").Want(t, http.StatusConflict)
	dry := post("/v1/vehicles?validateOnly=true", object{"plate": "N-3", "depot": depot["id"], "fuels": []any{}, "dayRate": euro("1", 0)}).Want(t, http.StatusOK)
	api.Do(t, http.MethodGet, "/v1/vehicles/"+dry.Text("id"), nil).Want(t, http.StatusNotFound)
	post("/v1/vehicles", object{"plate": "N-4", "depot": depot["id"], "dayRate": amount("USD", "1", 0)}).WantViolation(t, "dayRate")
	post("/v1/vehicles", object{"plate": "N-4", "depot": depot["id"], "dayRate": euro("1", 0), "bookValue": amount("XXX", "1", 0)}).WantViolation(t, "bookValue")

	// References: a cycle, one to itself, batches.
	id := truck.Text("id")
	api.Do(t, http.MethodPatch, "/v1/depots/"+depot.Text("id"), object{"flagship": id}).Want(t, http.StatusOK)
	batch := post("/v1/vehicles:batchCreate", object{"requests": []any{
		object{"vehicle": object{"plate": "T-1", "depot": depot["id"], "trailer": id, "fuels": []any{}, "dayRate": euro("5", 0)}},
		object{"vehicle": object{"plate": "T-2", "depot": depot["id"], "fuels": []any{"hydrogen"}, "dayRate": euro("6", 0)}},
	}}).Want(t, http.StatusOK)
	trailer := batch.ObjectsIn("vehicles")[0]
	if got := get("/v1/vehicles:batchGet?ids=" + trailer.Text("id") + "&ids=" + id).ObjectsIn("vehicles"); len(got) != 2 || got[1]["id"] != id {
		t.Errorf("batchGet: %v", got)
	}
	expanded := get("/v1/vehicles/" + trailer.Text("id") + "?expand=depot&expand=trailer")["expanded"].(map[string]any)
	if expanded["depot"].(map[string]any)["code"] != "NORD" || expanded["trailer"].(map[string]any)["plate"] != "N-1" {
		t.Errorf("expanded: %v", expanded)
	}
	if found := get("/v1/vehicles?filter=fuels%3Ahydrogen+AND+day_rate%3E%3D6").ObjectsIn("vehicles"); len(found) != 1 || found[0]["plate"] != "T-2" {
		t.Errorf("filter: %v", found)
	}

	// Actions and methods.
	rented := post("/v1/vehicles/"+id+":rent", object{}, "Idempotency-Key", "tour-2").Want(t, http.StatusOK)
	rented.WantMembers(t, object{"state": "rented"})
	if post("/v1/vehicles/"+id+":rent", object{}).Want(t, http.StatusConflict).Text("reason") != "ILLEGAL_TRANSITION" {
		t.Error("a rented vehicle is rented")
	}
	post("/v1/vehicles/"+id+":giveBack", object{"kilometers": "120"}).Want(t, http.StatusOK).WantMembers(t, object{"state": "ready", "kilometers": "120"})
	post("/v1/vehicles/"+id+":repair", object{}).Want(t, http.StatusOK)
	appraised := post("/v1/vehicles/"+id+":appraise", object{"severity": "minor", "days": 3}).Want(t, http.StatusOK)
	appraised.WantMembers(t, object{"cost": euro("3", 0), "total": vehicle["bookValue"]})
	post("/v1/quotes", object{"depot": depot["id"], "days": 2}).Want(t, http.StatusOK).WantMembers(t, object{"total": euro("99", 800_000_000)})
	post("/v1/quotes", object{"depot": uuid.NewString(), "days": 2}).Want(t, http.StatusNotFound)

	// Children, with references and limits.
	post("/v1/inspections", object{"vehicle": id, "inspector": "i@example.com", "day": "2026-05-01"}).WantViolation(t, "findings")
	inspection := post("/v1/inspections", object{
		"vehicle": id, "inspector": "i@example.com", "day": "2026-05-01",
		"findings": []any{object{"code": "b1", "severity": "major", "cost": amount("JPY", "900", 0), "replacedBy": trailer["id"]}},
	}).Want(t, http.StatusOK)
	changed := api.Do(t, http.MethodPatch, "/v1/inspections/"+inspection.Text("id"), object{"findings": []any{
		object{"code": "b1", "severity": "minor"}, object{"code": "b2", "severity": "major", "causes": []any{"rust"}},
	}}, "If-Match", `"`+inspection.Text("etag")+`"`).Want(t, http.StatusOK)
	if findings := changed.ObjectsIn("findings"); len(findings) != 2 || findings[1]["code"] != "b2" || changed["etag"] == inspection["etag"] {
		t.Errorf("changed: %v", changed)
	}

	// Two services, one of which is away for a while.
	driver := post("/v1/dispatch/drivers", object{"name": "Ada", "mail": "ada@example.com"}).Want(t, http.StatusOK)
	post("/v1/dispatch/drivers", object{"name": "Bob"}).WantRefused(t)
	trip := object{
		"driver": driver["id"], "vehicle": trailer["id"], "startsAt": "2026-05-01T08:00:00Z", "endsAt": "2026-05-01T18:00:00Z",
		"deposit": amount("CHF", "100", 0), "stops": []any{object{"place": "Kiel", "pause": "900s", "swapTo": id}},
	}
	made := post("/v1/dispatch/trips", trip).Want(t, http.StatusOK)
	related := get("/v1/dispatch/trips?expand=driver&expand=vehicle").ObjectsIn("trips")[0]["expanded"].(map[string]any)
	if related["driver"].(map[string]any)["name"] != "Ada" || related["vehicle"].(map[string]any)["plate"] != "T-1" {
		t.Errorf("expanded: %v", related)
	}
	api.Do(t, http.MethodPatch, "/v1/vehicles/"+id, object{"lastTrip": made["id"]}).Want(t, http.StatusOK)
	trip["vehicle"] = uuid.NewString()
	if refused := post("/v1/dispatch/trips", trip).Want(t, http.StatusBadRequest); refused.Text("reason") != "REFERENCE_NOT_FOUND" {
		t.Errorf("a vehicle that there is not: %v", refused)
	}
	trip["vehicle"] = trailer["id"]
	away.Store(true)
	began := time.Now()
	if refused := post("/v1/dispatch/trips", trip).Want(t, http.StatusServiceUnavailable); refused.Text("detail") != "the garage service is unavailable" {
		t.Errorf("garage is away: %v", refused)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("the refusal took %s", took)
	}
	if trips := get("/v1/dispatch/trips").ObjectsIn("trips"); len(trips) != 1 {
		t.Errorf("%d trips while garage is away", len(trips))
	}
	away.Store(false)
	post("/v1/dispatch/trips", trip).Want(t, http.StatusOK)

	// Gone, and back.
	api.Do(t, http.MethodDelete, "/v1/vehicles/"+id, nil).Want(t, http.StatusOK)
	if shown := get("/v1/vehicles").ObjectsIn("vehicles"); len(shown) != 2 {
		t.Errorf("%d vehicles after a deletion", len(shown))
	}
	post("/v1/vehicles/"+id+":undelete", object{}).Want(t, http.StatusOK)
}
