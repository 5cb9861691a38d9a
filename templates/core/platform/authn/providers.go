package authn

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"google.golang.org/genproto/googleapis/rpc/errdetails"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const (
	maxReturnTo  = 512  // bytes
	maxParameter = 2048 // bytes
	maxHint      = 254  // bytes
)

// Providers is what the service identity does with the providers of sign-ins. Its errors are statuses of gRPC.
type Providers interface {
	BeginSignIn(ctx context.Context, b session.Begin) (session.Begun, error)
	CompleteSignIn(ctx context.Context, c session.Callback) (session.Grant, error)
}

// providerRoutes are the routes by which browsers sign in with a provider.
type providerRoutes struct {
	handlers

	providers Providers
}

// RegisterProviders adds the routes of providers to the public ones.
func RegisterProviders(g *Gate, providers Providers, public *http.ServeMux) {
	p := providerRoutes{handlers{g}, providers}
	public.HandleFunc("GET /auth/{provider}/login", p.login)
	public.HandleFunc("GET /auth/{provider}/callback", p.callback)
	public.HandleFunc("POST /auth/{provider}/link", p.link)
}

// login sends the browser to a provider.
func (p providerRoutes) login(w http.ResponseWriter, r *http.Request) {
	hint := r.URL.Query().Get("login_hint")
	if len(hint) > maxHint || !utf8.ValidString(hint) {
		hint = ""
	}
	page, err := p.begin(w, r, session.Begin{LoginHint: hint})
	if err != nil {
		p.fail(w, r, "/", err)
		return
	}
	redirect(w, page)
}

// link says where the user, who is signed in, can sign in with a further provider. It is no redirect, because it has to be a POST.
func (p providerRoutes) link(w http.ResponseWriter, r *http.Request) {
	if p.refuseCrossOrigin(w, r) {
		return
	}
	token, _ := p.cookies.session(r)
	page, err := p.begin(w, r, session.Begin{Link: true, Token: token})
	if err != nil {
		p.problem(w, r, err)
		return
	}
	writeJSON(w, map[string]string{"url": page})
}

// begin begins an attempt and returns the page of the provider.
func (p providerRoutes) begin(w http.ResponseWriter, r *http.Request, b session.Begin) (string, error) {
	returnTo, ok := parseReturnTo(r.URL.Query().Get("return_to"))
	if !ok {
		return "", errs.Invalid("return_to", "must be a path of the app")
	}
	if b.Provider, ok = provider(r); !ok {
		return "", errs.NotFound("provider")
	}
	b.RedirectURI = p.redirectURI(b.Provider)
	begun, err := p.providers.BeginSignIn(asGateway(r.Context()), b)
	if err != nil {
		return "", err
	}
	return begun.URL, p.cookies.setAttempt(w, r, attempt{begun.Attempt, returnTo})
}

// callback is where a provider sends the browser back to.
func (p providerRoutes) callback(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	state := query.Get("state")
	kept, ok := p.cookies.takeAttempt(w, r, state)
	returnTo, safe := parseReturnTo(kept.ReturnTo)
	if name, known := provider(r); !ok || !safe || !known || kept.Provider != name || !short(query, "code", "state", "iss", "error") {
		p.fail(w, r, "/", &errs.Error{
			Kind: errs.KindInvalid, Reason: "ATTEMPT_INVALID", Message: "this sign-in is over, or was begun in another browser: begin again",
		})
		return
	}
	token, _ := p.cookies.session(r)
	grant, err := p.providers.CompleteSignIn(asGateway(r.Context()), session.Callback{
		Attempt: kept.Attempt, RedirectURI: p.redirectURI(kept.Provider),
		Code: query.Get("code"), State: state, Issuer: query.Get("iss"), Error: query.Get("error"),
		Token: token, Agent: format.Line(r.UserAgent(), maxAgent), IP: clientIP(r, p.proxies),
	})
	if err != nil {
		p.fail(w, r, returnTo, err)
		return
	}
	p.cache.end(token)
	p.cookies.setSession(w, grant, time.Now())
	redirect(w, p.home()+returnTo)
}

func (p providerRoutes) redirectURI(provider string) string {
	return p.public + "/auth/" + provider + "/callback"
}

// fail answers a browser that has followed a link. The app is told by the parameter auth_error; without an app it is a problem.
func (p providerRoutes) fail(w http.ResponseWriter, r *http.Request, returnTo string, err error) {
	if p.app == "" {
		p.problem(w, r, err)
		return
	}
	u, parseErr := url.Parse(p.app + returnTo)
	if parseErr != nil {
		p.problem(w, r, err)
		return
	}
	query := u.Query()
	query.Set("auth_error", reason(err))
	u.RawQuery = query.Encode()
	p.log.LogAttrs(r.Context(), slog.LevelInfo, "a sign-in ends without a session", slog.String("reason", reason(err)))
	redirect(w, u.String())
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

func redirect(w http.ResponseWriter, target string) {
	w.Header().Set("Location", target)
	w.WriteHeader(http.StatusFound)
}
