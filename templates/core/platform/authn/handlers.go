package authn

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const (
	maxReturnTo  = 512  // bytes
	maxParameter = 2048 // bytes
	maxHint      = 254  // bytes
	maxAgent     = 256  // characters
)

// handlers are the routes by which browsers sign in and out. They are not methods of gRPC, because they set cookies and redirect.
type handlers struct{ *Gate }

// RegisterSignIn adds the routes of sign-in and sign-out to the public ones.
func RegisterSignIn(g *Gate, public *http.ServeMux) {
	h := handlers{g}
	public.HandleFunc("GET /auth", h.list)
	public.HandleFunc("GET /auth/{provider}/login", h.login)
	public.HandleFunc("GET /auth/{provider}/callback", h.callback)
	public.HandleFunc("POST /auth/{provider}/link", h.link)
	public.HandleFunc("POST /auth/logout", h.logout)
}

// list says with which providers users can sign in.
func (h handlers) list(w http.ResponseWriter, r *http.Request) {
	providers, err := h.identity.ListProviders(asGateway(r.Context()))
	if err != nil {
		h.problem(w, r, err)
		return
	}
	writeJSON(w, map[string][]string{"providers": append([]string{}, providers...)})
}

// login sends the browser to a provider.
func (h handlers) login(w http.ResponseWriter, r *http.Request) {
	hint := r.URL.Query().Get("login_hint")
	if len(hint) > maxHint || !utf8.ValidString(hint) {
		hint = ""
	}
	page, err := h.begin(w, r, session.Begin{LoginHint: hint})
	if err != nil {
		h.fail(w, r, "/", err)
		return
	}
	redirect(w, page)
}

// link says where the user, who is signed in, can sign in with a further provider. It is no redirect, because it has to be a POST.
func (h handlers) link(w http.ResponseWriter, r *http.Request) {
	if h.refuseCrossOrigin(w, r) {
		return
	}
	token, _ := h.cookies.session(r)
	page, err := h.begin(w, r, session.Begin{Link: true, Token: token})
	if err != nil {
		h.problem(w, r, err)
		return
	}
	writeJSON(w, map[string]string{"url": page})
}

// begin begins an attempt and returns the page of the provider.
func (h handlers) begin(w http.ResponseWriter, r *http.Request, b session.Begin) (string, error) {
	returnTo, ok := parseReturnTo(r.URL.Query().Get("return_to"))
	if !ok {
		return "", errs.Invalid("return_to", "must be a path of the app")
	}
	if b.Provider, ok = provider(r); !ok {
		return "", errs.NotFound("provider")
	}
	b.RedirectURI = h.redirectURI(b.Provider)
	begun, err := h.identity.BeginSignIn(asGateway(r.Context()), b)
	if err != nil {
		return "", err
	}
	return begun.URL, h.cookies.setAttempt(w, r, attempt{begun.Attempt, returnTo})
}

// callback is where a provider sends the browser back to.
func (h handlers) callback(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	state := query.Get("state")
	kept, ok := h.cookies.takeAttempt(w, r, state)
	returnTo, safe := parseReturnTo(kept.ReturnTo)
	if name, known := provider(r); !ok || !safe || !known || kept.Provider != name || !short(query, "code", "state", "iss", "error") {
		h.fail(w, r, "/", &errs.Error{
			Kind: errs.KindInvalid, Reason: "ATTEMPT_INVALID", Message: "this sign-in is over, or was begun in another browser: begin again",
		})
		return
	}
	token, _ := h.cookies.session(r)
	grant, err := h.identity.CompleteSignIn(asGateway(r.Context()), session.Callback{
		Attempt: kept.Attempt, RedirectURI: h.redirectURI(kept.Provider),
		Code: query.Get("code"), State: state, Issuer: query.Get("iss"), Error: query.Get("error"),
		Token: token, Agent: format.Line(r.UserAgent(), maxAgent), IP: clientIP(r, h.proxies),
	})
	if err != nil {
		h.fail(w, r, returnTo, err)
		return
	}
	h.cache.end(token)
	h.cookies.setSession(w, grant, time.Now())
	redirect(w, h.home()+returnTo)
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

func (h handlers) redirectURI(provider string) string {
	return h.public + "/auth/" + provider + "/callback"
}

// fail answers a browser that has followed a link. The app is told by the parameter auth_error; without an app it is a problem.
func (h handlers) fail(w http.ResponseWriter, r *http.Request, returnTo string, err error) {
	if h.app == "" {
		h.problem(w, r, err)
		return
	}
	u, parseErr := url.Parse(h.app + returnTo)
	if parseErr != nil {
		h.problem(w, r, err)
		return
	}
	query := u.Query()
	query.Set("auth_error", reason(err))
	u.RawQuery = query.Encode()
	h.log.LogAttrs(r.Context(), slog.LevelInfo, "a sign-in ends without a session", slog.String("reason", reason(err)))
	redirect(w, u.String())
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

// reason returns the reason of an error for programs.
func reason(err error) string {
	for _, detail := range statusOf(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.GetReason()
		}
	}
	return "UNAVAILABLE"
}

// provider returns the provider that a path names. It is false if no provider can have such a name.
func provider(r *http.Request) (string, bool) {
	name := r.PathValue("provider")
	return name, name != "" && len(name) < 64 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// short reports whether parameters are texts that can be passed on.
func short(query url.Values, names ...string) bool {
	for _, name := range names {
		if value := query.Get(name); len(value) > maxParameter || !utf8.ValidString(value) {
			return false
		}
	}
	return true
}

// parseReturnTo returns a path of the app, with query and fragment, or "/" for "". Browsers take // and \ at its start for another host,
// and leave out control characters before they look: url.Parse refuses these.
func parseReturnTo(text string) (string, bool) {
	if text == "" {
		return "/", true
	}
	if text[0] != '/' || strings.HasPrefix(text, "//") || strings.Contains(text, `\`) {
		return "", false
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !utf8.ValidString(text) {
		return "", false
	}
	path := u.String()
	return path, len(path) <= maxReturnTo
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

func redirect(w http.ResponseWriter, target string) {
	w.Header().Set("Location", target)
	w.WriteHeader(http.StatusFound)
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // the client went away
}
