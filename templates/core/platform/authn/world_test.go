package authn_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/fakeidp"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/memstore"
)

// identity is the service in the process of the gateway.
type identity struct {
	*signin.Service

	down     atomic.Bool
	resolved atomic.Int64
	begun    atomic.Pointer[session.Begin] // the last one
}

// over does what the connection and the service's guard do.
func over[T any](ctx context.Context, i *identity, call func() (T, error)) (T, error) {
	var none T
	if i.down.Load() {
		return none, errors.New("down")
	}
	if err := session.FromGateway(ctx); err != nil {
		return none, grpcx.Status(err, "forum").Err()
	}
	got, err := call()
	if err != nil {
		return none, grpcx.Status(err, "forum").Err()
	}
	return got, nil
}

func (i *identity) ListProviders(ctx context.Context) ([]string, error) {
	return over(ctx, i, func() ([]string, error) { return i.Service.ListProviders(), nil })
}

func (i *identity) BeginSignIn(ctx context.Context, b session.Begin) (session.Begun, error) {
	i.begun.Store(&b)
	return over(ctx, i, func() (session.Begun, error) { return i.Service.BeginSignIn(ctx, b) })
}

func (i *identity) CompleteSignIn(ctx context.Context, c session.Callback) (session.Grant, error) {
	return over(ctx, i, func() (session.Grant, error) { return i.Service.CompleteSignIn(ctx, c) })
}

func (i *identity) ResolveSession(ctx context.Context, token string) (*session.Resolved, error) {
	i.resolved.Add(1)
	return over(ctx, i, func() (*session.Resolved, error) { return i.Service.ResolveSession(ctx, token) })
}

func (i *identity) SignOut(ctx context.Context, token string) error {
	_, err := over(ctx, i, func() (struct{}, error) { return struct{}{}, i.Service.SignOut(ctx, token) })
	return err
}

// world is a gateway, the service identity, and a provider.
type world struct {
	idp      *fakeidp.Provider
	store    *memstore.Store
	identity *identity
	url      string
	log      *lines
}

// lines is a log that many may write.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

const (
	aliceMail = "alice@example.com"
	bobMail   = "bob@example.com"
)

// providers are those that every attack is tried at.
var providers = []string{"google", "github"}

// newWorld starts one. change may change the settings of the gateway.
func newWorld(t *testing.T, change ...func(*authn.Config, *authn.Options)) *world {
	t.Helper()
	idp, err := fakeidp.NewProvider("127.0.0.1:0", fakeidp.Person{Email: aliceMail, Name: "Alice"}, fakeidp.Person{Email: bobMail, Name: "Bob"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(idp.Close)
	w := &world{idp: idp, store: memstore.NewStore(), log: &lines{}}
	log := obs.NewLogger(w.log, slog.LevelDebug)
	client := signin.Client{ID: "forum", Secret: "s3cret"}
	w.identity = &identity{Service: signin.NewService(signin.Config{
		SessionConfig: signin.SessionConfig{SessionIdle: 7 * 24 * time.Hour, SessionMax: 30 * 24 * time.Hour},
		Google:        signin.GoogleConfig{Client: client, Issuer: idp.URL},
		GitHub:        signin.GitHubConfig{Client: client, URL: idp.URL},
	}, []string{"google", "github", "oidc"}, w.store, log)}

	server := httptest.NewUnstartedServer(nil)
	w.url = "http://" + server.Listener.Addr().String()
	cfg, options := authn.Config{SessionCache: 10 * time.Second}, authn.Options{Workspace: "forum", LocalURL: w.url}
	for _, c := range change {
		c(&cfg, &options)
	}
	gate, err := authn.New(cfg, options, w.identity, log)
	if err != nil {
		t.Fatal(err)
	}
	public := authn.NewPublic()
	authn.RegisterSessions(gate, public)
	authn.RegisterProviders(gate, w.identity, public)
	server.Config.Handler = mw.Chain(authn.Routes(mw.API(w.api()), nil, public),
		mw.RequestID, mw.AccessLog(log), gate.AllowCredentials, mw.SecurityHeaders, gate.Authenticate(public))
	server.Start()
	t.Cleanup(server.Close)
	return w
}

// api is what the services answer.
func (w *world) api() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/who", func(w http.ResponseWriter, r *http.Request) {
		c := auth.From(r.Context())
		_ = json.NewEncoder(w).Encode(map[string]any{"user": c.User, "session": c.Session, "roles": c.Roles, "service": c.Service})
	})
	for pattern, serve := range map[string]func(r *http.Request) (any, error){
		"GET /v1/me": func(r *http.Request) (any, error) {
			user := w.store.Rows().Users[auth.From(r.Context()).User]
			return map[string]any{"id": user.ID, "email": user.Email}, nil
		},
		"GET /v1/me/sessions": func(r *http.Request) (any, error) {
			var devices []map[string]any
			sessions, err := w.identity.ListSessions(r.Context())
			for _, one := range sessions {
				devices = append(devices, map[string]any{"id": one.ID, "current": one.Current})
			}
			return map[string]any{"sessions": devices}, err
		},
		"GET /v1/me/accounts": func(r *http.Request) (any, error) {
			var all []map[string]any
			accounts, err := w.identity.ListAccounts(r.Context())
			for _, one := range accounts {
				all = append(all, map[string]any{"id": one.ID()})
			}
			return map[string]any{"accounts": all}, err
		},
		"DELETE /v1/me/sessions/{id}": func(r *http.Request) (any, error) {
			return map[string]any{}, w.identity.EndSession(r.Context(), uuid.MustParse(r.PathValue("id")))
		},
		"DELETE /v1/me/accounts/{id}": func(r *http.Request) (any, error) {
			return map[string]any{}, w.identity.Unlink(r.Context(), uuid.MustParse(r.PathValue("id")))
		},
		"POST /v1/me/sessions:endOthers": func(r *http.Request) (any, error) {
			return map[string]any{}, w.identity.EndOtherSessions(r.Context())
		},
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := (auth.Rule{SignedIn: true}).Decide(auth.From(r.Context())); err != nil {
				httperr.Error(r.Context(), nil, nil, w, r, grpcx.Status(err, "forum").Err())
				return
			}
			answer, err := serve(r)
			if err != nil {
				httperr.Error(r.Context(), nil, nil, w, r, grpcx.Status(err, "forum").Err())
				return
			}
			_ = json.NewEncoder(w).Encode(answer)
		})
	}
	return mux
}

// browser keeps cookies and does not follow redirects.
type browser struct {
	t      *testing.T
	w      *world
	client *http.Client
}

func (w *world) browser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, w, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is what a browser gets.
type answer struct {
	status int
	header http.Header
	body   string
}

// reason is that of a problem.
func (a answer) reason() string {
	var p httperr.Problem
	_ = json.Unmarshal([]byte(a.body), &p) // it may be no problem
	return p.Reason
}

// do sends a request to a path of the gateway or to a URL. header is name, value …
func (b *browser) do(method, target string, header ...string) answer {
	b.t.Helper()
	if strings.HasPrefix(target, "/") {
		target = b.w.url + target
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, target, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		} else {
			r.Header.Add(header[i], header[i+1])
		}
	}
	response, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(body)}
}

// location follows one redirect less than the browser would: it returns where an answer sends it.
func (b *browser) location(a answer) string {
	b.t.Helper()
	if a.status != http.StatusFound {
		b.t.Fatalf("no redirect, but %d %s", a.status, a.body)
	}
	return a.header.Get("Location")
}

// atProvider begins a sign-in and returns the URL that the provider sends the browser back to.
func (b *browser) atProvider(provider, mail string) string {
	b.t.Helper()
	page := b.location(b.do("GET", "/auth/"+provider+"/login?login_hint="+url.QueryEscape(mail)))
	return b.location(b.do("GET", page))
}

// signIn signs a person in and returns the answer to the callback.
func (b *browser) signIn(provider, mail string) answer {
	b.t.Helper()
	return b.do("GET", b.atProvider(provider, mail))
}

// mustSignIn returns the user who is signed in.
func (b *browser) mustSignIn(provider, mail string) uuid.UUID {
	b.t.Helper()
	b.location(b.signIn(provider, mail))
	user := b.whoami()
	if user == uuid.Nil {
		b.t.Fatalf("nobody is signed in: %s", b.w.log)
	}
	return user
}

// whoami returns the user whom the gateway takes the browser for.
func (b *browser) whoami(header ...string) uuid.UUID {
	b.t.Helper()
	a := b.do("GET", "/v1/who", header...)
	var who struct{ User uuid.UUID }
	if err := json.Unmarshal([]byte(a.body), &who); a.status != http.StatusOK || err != nil {
		b.t.Fatalf("%d %s", a.status, a.body)
	}
	return who.User
}

// cookies returns those of the gateway, by name.
func (b *browser) cookies() map[string]string {
	b.t.Helper()
	u, err := url.Parse(b.w.url)
	if err != nil {
		b.t.Fatal(err)
	}
	all := map[string]string{}
	for _, c := range b.client.Jar.Cookies(u) {
		all[c.Name] = c.Value
	}
	return all
}

// keep sets a cookie as a page of the gateway could.
func (b *browser) keep(name, value string) {
	b.t.Helper()
	u, err := url.Parse(b.w.url)
	if err != nil {
		b.t.Fatal(err)
	}
	b.client.Jar.SetCookies(u, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

// token returns the session's token.
func (b *browser) token() string { return b.cookies()["forum"] }

// change replaces a parameter of a URL; "" takes it away.
func change(t *testing.T, target, name, value string) string {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(name, value)
	if value == "" {
		query.Del(name)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// empty fails the test unless nobody has ever signed in.
func (w *world) empty(t *testing.T) {
	t.Helper()
	if r := w.store.Rows(); len(r.Users)+len(r.Accounts)+len(r.Sessions)+len(r.Events) > 0 {
		t.Errorf("there are rows: %+v", r)
	}
}
