package authn

import (
	"encoding/json"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
)

const maxAgent = 256 // characters

// handlers are the routes of sessions. They are not methods of gRPC, because they set cookies.
type handlers struct{ *Gate }

// RegisterSessions adds to the public routes those that tell how to sign in, and by which browsers sign out.
func RegisterSessions(g *Gate, public *http.ServeMux) {
	h := handlers{g}
	public.HandleFunc("GET /auth", h.list)
	public.HandleFunc("POST /auth/logout", h.logout)
}

// list says with what users can sign in.
func (h handlers) list(w http.ResponseWriter, r *http.Request) {
	providers, err := h.identity.ListProviders(asGateway(r.Context()))
	if err != nil {
		h.problem(w, r, err)
		return
	}
	writeJSON(w, map[string][]string{"providers": append([]string{}, providers...)})
}

// logout ends the session.
func (h handlers) logout(w http.ResponseWriter, r *http.Request) {
	if h.refuseCrossOrigin(w, r) {
		return
	}
	if token, ok := h.cookies.session(r); ok {
		if err := h.identity.SignOut(asGateway(r.Context()), token); err != nil {
			h.problem(w, r, err) // with the cookie, so that it can be tried again
			return
		}
		h.cache.end(token)
		h.cookies.clearSession(w)
	}
	w.WriteHeader(http.StatusNoContent)
}

// home is the URL of the app, or of the gateway if there is no app. It comes from the settings, never from the request.
func (h handlers) home() string {
	if h.app != "" {
		return h.app
	}
	return h.public
}

// problem answers with an error: one of package errs, or a status of gRPC.
func (h handlers) problem(w http.ResponseWriter, r *http.Request, err error) {
	httperr.Error(r.Context(), nil, nil, w, r, statusOf(err).Err())
}

func statusOf(err error) *status.Status {
	if errs.KindOf(err) != errs.KindInternal {
		return grpcx.Status(err, "gateway")
	}
	return status.Convert(err)
}

// clientIP returns the address that a request comes from. Proxies append to X-Forwarded-For the address from which they have the request,
// so that it is believed from its end, as long as a trusted proxy has written it: what is before may be of the client's own making.
func clientIP(r *http.Request, proxies []netip.Prefix) string {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	client := from.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		trusted := slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(client) })
		before, err := netip.ParseAddr(strings.TrimSpace(hop))
		if !trusted || err != nil {
			break
		}
		client = before.Unmap().WithZone("")
	}
	return client.String()
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // the client went away
}
