package authn

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/config"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// Identity is the service that knows the sessions of users. Its errors are statuses of gRPC.
type Identity interface {
	ListProviders(ctx context.Context) ([]string, error)
	ResolveSession(ctx context.Context, token string) (*session.Resolved, error) // nil: there is no such session
	SignOut(ctx context.Context, token string) error
}

// Config says where browsers find the gateway, and how long it believes what it knows of a session.
type Config struct {
	PublicURL      string        `env:"PUBLIC_URL"`                                     // of the gateway, as browsers see it; empty: on this host
	AppURL         string        `env:"APP_URL"`                                        // of the app, where a sign-in ends; empty: PUBLIC_URL
	TrustedProxies []string      `env:"TRUSTED_PROXIES"`                                // whose X-Forwarded-For says where a request comes from, as 10.0.0.0/8; empty: none
	SessionCache   time.Duration `env:"SESSION_CACHE" envDefault:"10s" positive:"true"` // until a session that has ended elsewhere is refused here
}

// maxSessionCache is what a revocation may take at most.
const maxSessionCache = 30 * time.Second

// Check reports URLs that are not safe, and a revocation that would take too long.
func (c Config) Check() error {
	if c.SessionCache > maxSessionCache {
		return fmt.Errorf("SESSION_CACHE must be %s at most", maxSessionCache)
	}
	_, err := parsePrefixes(c.TrustedProxies)
	return errors.Join(checkURL("PUBLIC_URL", c.PublicURL), checkURL("APP_URL", c.AppURL), err)
}

// Warning says that the session cookies are not safe, and how they are; "" if browsers on this machine alone reach what listens on addr,
// the GATEWAY_HTTP_ADDR, or if somebody has decided that by PUBLIC_URL.
func (c Config) Warning(addr string) string {
	host, _, err := net.SplitHostPort(addr)
	if ip, notIP := netip.ParseAddr(host); c.PublicURL != "" || err != nil || host != "" && (notIP != nil || !ip.IsUnspecified()) {
		return ""
	}
	return "session cookies are sent without Secure, though GATEWAY_HTTP_ADDR=" + addr + " listens on all addresses: " +
		"set GATEWAY_PUBLIC_URL to the https:// URL of browsers, or GATEWAY_HTTP_ADDR to an address of this machine alone"
}

func parsePrefixes(texts []string) ([]netip.Prefix, error) {
	var prefixes []netip.Prefix
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			return nil, fmt.Errorf("TRUSTED_PROXIES has %q, which is not a range of addresses such as 10.0.0.0/8", text)
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}

// checkURL returns an error unless a URL is empty, or has a scheme and a host alone. Without https, others could read the cookies.
func checkURL(name, text string) error {
	if text == "" {
		return nil
	}
	if err := config.SafeURL(text); err != nil {
		return fmt.Errorf("%s %w", name, err)
	}
	if u, err := url.Parse(text); err != nil || strings.Trim(u.Path, "/") != "" {
		return fmt.Errorf("%s must have no path", name)
	}
	if text != strings.ToLower(text) { // with HTTPS:// the cookies would go without Secure, and browsers write origins in lower case
		return fmt.Errorf("%s must be in lower case", name)
	}
	return nil
}

// Options is what a gateway tells of itself.
type Options struct {
	Workspace string   // names the cookies
	LocalURL  string   // of the gateway on this host, if Config.PublicURL is empty
	Origins   []string // of pages that may send the user's cookie: CORS_ALLOWED_ORIGINS
}

// Gate knows the users of requests by their session cookies.
type Gate struct {
	identity   Identity
	cookies    cookies
	cache      *cache
	protection *http.CrossOriginProtection
	origins    []string
	public     string // URL of the gateway, without a slash at the end
	app        string // URL of the app; "" if the gateway is all there is
	proxies    []netip.Prefix
	log        *slog.Logger
}

// New returns the gate of a gateway. Its error begins with the name of a variable.
func New(cfg Config, o Options, identity Identity, log *slog.Logger) (*Gate, error) {
	proxies, err := parsePrefixes(cfg.TrustedProxies)
	if err != nil {
		return nil, err
	}
	public := cmp.Or(cfg.PublicURL, o.LocalURL)
	if err := checkURL("PUBLIC_URL", public); err != nil {
		if cfg.PublicURL == "" {
			return nil, errors.New("PUBLIC_URL is not set, and GATEWAY_HTTP_ADDR is no address of this machine")
		}
		return nil, err
	}
	g := &Gate{
		identity:   identity,
		cache:      newCache(cfg.SessionCache, identity.ResolveSession),
		protection: http.NewCrossOriginProtection(),
		origins:    slices.Clone(o.Origins),
		public:     strings.TrimSuffix(public, "/"),
		app:        strings.TrimSuffix(cfg.AppURL, "/"),
		proxies:    proxies,
		log:        log,
	}
	g.cookies = newCookies(o.Workspace, strings.HasPrefix(g.public, "https://"))
	if g.app != "" && g.app != g.public && !slices.Contains(g.origins, g.app) {
		g.origins = append(g.origins, g.app)
	}
	for _, origin := range append([]string{g.public}, g.origins...) {
		if strings.Contains(origin, "*") {
			return nil, fmt.Errorf("CORS_ALLOWED_ORIGINS has %q: where browsers send cookies, each origin must be named", origin)
		}
		if err := g.protection.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("CORS_ALLOWED_ORIGINS: %w", err)
		}
	}
	return g, nil
}

// Origins returns those whose pages may use the API with the user's cookie: what mw.CORS has to allow.
func (g *Gate) Origins() []string { return g.origins }

// AllowCredentials goes around mw.CORS: it lets pages of Origins send the user's cookie.
func (g *Gate) AllowCredentials(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(g.origins, r.Header.Get("Origin")) {
			w.Header().Set("Access-Control-Allow-Credentials", "true")
		}
		next.ServeHTTP(w, r)
	})
}

// Authenticate finds out who sends a request, by the session cookie. A cookie whose session is over is taken away, and nobody sends the
// request. If the session cannot be looked up, the request is refused. An Authorization header counts instead of the cookie; so does a
// caller that is known already. Requests for public routes are left alone.
func (g *Gate) Authenticate(public *http.ServeMux) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			token, ok := g.cookies.session(r)
			if !ok || len(r.Header.Values("Authorization")) > 0 || auth.From(r.Context()).SignedIn() || Matches(public, r) {
				next.ServeHTTP(w, r)
				return
			}
			if g.refuseCrossOrigin(w, r) {
				return
			}
			caller, err := g.cache.caller(r.Context(), token)
			if err != nil {
				g.log.LogAttrs(r.Context(), slog.LevelError, "a session could not be looked up", slog.String("error", err.Error()))
				httperr.Write(w, r, httperr.Problem{
					Status: http.StatusServiceUnavailable, Code: "UNAVAILABLE", Detail: "the session cannot be looked up now: try again later",
				})
				return
			}
			if caller == nil {
				g.cookies.clearSession(w)
				next.ServeHTTP(w, r)
				return
			}
			obs.AddAttrs(r.Context(), slog.String("user", caller.User.String()), slog.String("session", caller.Session))
			next.ServeHTTP(w, r.WithContext(auth.WithShared(r.Context(), caller)))
		})
	}
}

// refuseCrossOrigin refuses a request that a page of another site has sent, so that it cannot use the cookie. It reports whether it has.
func (g *Gate) refuseCrossOrigin(w http.ResponseWriter, r *http.Request) bool {
	if g.protection.Check(r) == nil {
		return false
	}
	httperr.Write(w, r, httperr.Problem{
		Status: http.StatusForbidden, Code: "PERMISSION_DENIED", Reason: "CROSS_ORIGIN", Detail: "pages of this origin may not use the session",
	})
	return true
}

// asGateway returns a context whose calls the gateway makes for itself.
func asGateway(ctx context.Context) context.Context {
	return auth.With(ctx, auth.Caller{Service: auth.Gateway})
}
