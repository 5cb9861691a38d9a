package authn_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/mw"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/memstore"
)

func TestSignIn(t *testing.T) {
	for _, provider := range providers {
		t.Run(provider, func(t *testing.T) {
			w := newWorld(t)
			b := w.browser(t)
			if b.whoami() != uuid.Nil {
				t.Error("a stranger is somebody")
			}
			user := b.mustSignIn(provider, aliceMail)
			rows := w.store.Rows()
			if got := rows.Users[user]; got.Name != "Alice" || got.Email == nil || *got.Email != aliceMail || len(got.Roles) > 0 || got.SignInTime.IsZero() {
				t.Errorf("the user is %+v", got)
			}
			if len(rows.Accounts) != 1 || len(rows.Sessions) != 1 || len(rows.Events) != 1 || rows.Events[0].Kind != "sign_in" {
				t.Errorf("rows %+v", rows)
			}
			for _, row := range rows.Sessions {
				if row.IP != "127.0.0.1" || row.Agent == "" || len(row.SecretHash) != 32 {
					t.Errorf("session %+v", row)
				}
			}
			if other := w.browser(t); other.mustSignIn(provider, aliceMail) != user || other.mustSignIn(provider, bobMail) == user {
				t.Error("a user has two faces, or two have one")
			}
			if got := b.do("GET", "/auth"); got.body != `{"providers":["google","github"]}`+"\n" {
				t.Errorf("one can sign in with %s", got.body)
			}
		})
	}
}

func TestSignOut(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.mustSignIn("google", aliceMail)
	other := w.browser(t)
	other.mustSignIn("google", aliceMail)
	copied := w.browser(t)
	copied.keep("forum", b.token())
	if copied.whoami() == uuid.Nil {
		t.Fatal("the copy does not work")
	}
	if got := b.do("POST", "/auth/logout"); got.status != http.StatusNoContent || b.token() != "" {
		t.Errorf("%d %s, cookies %v", got.status, got.body, b.cookies())
	}
	if copied.whoami() != uuid.Nil {
		t.Error("a copy of the cookie still works here")
	}
	if other.whoami() == uuid.Nil {
		t.Error("another session has ended, too")
	}
	if got := b.do("POST", "/auth/logout"); got.status != http.StatusNoContent {
		t.Errorf("signing out twice: %d", got.status)
	}
	if got := b.do("GET", "/auth/logout"); got.status == http.StatusNoContent {
		t.Error("a link signs out")
	}
	w.identity.down.Store(true)
	if got := other.do("POST", "/auth/logout"); got.status < 500 || other.token() == "" {
		t.Errorf("signing out without identity: %d, cookies %v", got.status, other.cookies())
	}
}

func TestManyRequestsOneResolve(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	user := b.mustSignIn("google", aliceMail)
	before := w.identity.resolved.Load()
	var wait sync.WaitGroup
	for range 100 {
		wait.Go(func() {
			if b.whoami() != user {
				t.Error("somebody else")
			}
		})
	}
	wait.Wait()
	if n := w.identity.resolved.Load() - before; n > 1 {
		t.Errorf("%d requests to identity", n)
	}
}

func TestIdentityDown(t *testing.T) {
	w := newWorld(t)
	known, unknown := w.browser(t), w.browser(t)
	known.mustSignIn("google", aliceMail)
	unknown.location(unknown.signIn("google", bobMail)) // the gateway has not asked for this session yet
	w.identity.down.Store(true)
	if known.whoami() == uuid.Nil {
		t.Error("a session that is known is out")
	}
	got := unknown.do("GET", "/v1/who")
	if got.status != http.StatusServiceUnavailable || unknown.token() == "" || got.header.Get("Retry-After") == "" {
		t.Errorf("an outage is taken for a sign-out: %d %s, cookies %v", got.status, got.body, unknown.cookies())
	}
	if w.browser(t).whoami() != uuid.Nil {
		t.Error("a stranger is somebody")
	}
}

func TestDisabledUserIsOut(t *testing.T) {
	w := newWorld(t, func(cfg *authn.Config, _ *authn.Options) { cfg.SessionCache = time.Millisecond })
	b := w.browser(t)
	user := b.mustSignIn("google", aliceMail)
	w.store.Update(func(r memstore.Rows) { r.Users[user] = memstore.User{User: r.Users[user].User, Disabled: true} })
	time.Sleep(2 * time.Millisecond)
	if b.whoami() != uuid.Nil {
		t.Error("a disabled user is in")
	}
	if got := b.signIn("google", aliceMail); got.status != http.StatusForbidden || got.reason() != "USER_DISABLED" {
		t.Errorf("a disabled user signs in: %d %s", got.status, got.body)
	}
}

func TestRolesFollow(t *testing.T) {
	w := newWorld(t, func(cfg *authn.Config, _ *authn.Options) { cfg.SessionCache = time.Millisecond })
	b := w.browser(t)
	user := b.mustSignIn("google", aliceMail)
	set := func(roles ...string) {
		w.store.Update(func(r memstore.Rows) { r.Users[user] = memstore.User{User: r.Users[user].User, Roles: roles} })
		time.Sleep(2 * time.Millisecond)
	}
	set("admin")
	if got := b.do("GET", "/v1/who"); !strings.Contains(got.body, `"roles":["admin"]`) {
		t.Error(got.body)
	}
	set()
	if got := b.do("GET", "/v1/who"); strings.Contains(got.body, "admin") {
		t.Errorf("a role that was taken: %s", got.body)
	}
}

// TestCookies holds the attributes of all cookies.
func TestCookies(t *testing.T) {
	for _, test := range []struct {
		public, name string
		secure       bool
	}{{"https://api.example.com", "__Host-forum", true}, {"", "forum", false}, {"http://localhost:8080", "forum", false}} {
		t.Run(test.public, func(t *testing.T) {
			w := newWorld(t, func(cfg *authn.Config, _ *authn.Options) { cfg.PublicURL = test.public })
			b := w.browser(t)
			login := b.do("GET", "/auth/github/login?login_hint="+aliceMail)
			back := b.location(b.do("GET", change(t, b.location(login), "redirect_uri", w.url+"/auth/github/callback")))
			attempt := cookie(t, login, test.name+"-in-")
			check(t, attempt, test.secure, 600)
			if login.header.Get("Location") == "" || !strings.Contains(back, "code=") {
				t.Fatal(back)
			}
			out := b.do("POST", "/auth/logout", "Cookie", test.name+"=x")
			if gone := cookie(t, out, test.name); gone.MaxAge != -1 || gone.Value != "" || gone.Secure != test.secure || !gone.HttpOnly || gone.Path != "/" {
				t.Errorf("it is taken away by %+v", gone)
			}
		})
	}
	w := newWorld(t)
	check(t, cookie(t, w.browser(t).signIn("google", aliceMail), "forum"), false, 30*24*3600)
}

func check(t *testing.T, c *http.Cookie, secure bool, age int) {
	t.Helper()
	if !c.HttpOnly || c.Secure != secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge > age || c.MaxAge < age-10 {
		t.Errorf("the cookie is %+v", c)
	}
}

// cookie returns the cookie that an answer sets whose name begins so, the last one.
func cookie(t *testing.T, a answer, name string) *http.Cookie {
	t.Helper()
	for _, line := range slices.Backward(a.header.Values("Set-Cookie")) {
		if c, err := http.ParseSetCookie(line); err == nil && strings.HasPrefix(c.Name, name) && (c.Name == name || strings.HasSuffix(name, "-")) {
			return c
		}
	}
	t.Fatalf("no cookie %s in %v", name, a.header)
	return nil
}

// TestNoTokenIsKept holds that neither the rows nor the log give a session away.
func TestNoTokenIsKept(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	back := b.atProvider("google", aliceMail)
	b.do("GET", back)
	token := b.token()
	b.whoami()
	b.do("GET", back) // again
	b.do("POST", "/auth/logout")
	_, hash, ok := session.ParseToken(token)
	if !ok {
		t.Fatal(token)
	}
	kept := w.log.String()
	for _, row := range w.store.Rows().Sessions {
		kept += string(row.SecretHash) + row.ID.String()
	}
	code := back[strings.Index(back, "code=")+5:]
	code, _, _ = strings.Cut(code, "&")
	for name, secret := range map[string]string{"token": token, "secret": token[30:], "code": code, "client secret": "s3cret"} {
		if strings.Contains(kept, secret) {
			t.Errorf("the %s is kept", name)
		}
	}
	if strings.Contains(w.log.String(), string(hash)) || !strings.Contains(w.log.String(), `"user":"`) {
		t.Error(w.log.String())
	}
}

func TestFailureAtEachStep(t *testing.T) {
	steps := []string{"FindAccount", "CreateUser", "CreateAccount", "CheckSignIn", "CreateSession", "TrimSessions", "SetSignInTime", "RecordEvent"}
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			w := newWorld(t)
			w.store.Fail = func(method string) error {
				if method == step {
					return http.ErrServerClosed
				}
				return nil
			}
			b := w.browser(t)
			if got := b.signIn("google", aliceMail); got.status != http.StatusInternalServerError || b.token() != "" || strings.Contains(got.body, "closed") {
				t.Errorf("%d %s", got.status, got.body)
			}
			w.empty(t)
		})
	}
}

func TestHookRefuses(t *testing.T) {
	w := newWorld(t)
	var seen []bool
	w.store.Check = func(in signin.Login) error {
		seen = append(seen, in.New)
		if *in.Account.Email != aliceMail {
			return http.ErrServerClosed
		}
		return nil
	}
	w.browser(t).mustSignIn("google", aliceMail)
	alice := w.browser(t)
	alice.mustSignIn("google", aliceMail)
	if got := w.browser(t).signIn("google", bobMail); got.status == http.StatusFound {
		t.Error("whom the hook refuses is in")
	}
	if got := alice.do("GET", alice.linked(bobMail)); got.status == http.StatusFound {
		t.Error("who is refused gets in by the user of another account")
	}
	if rows := w.store.Rows(); !slices.Equal(seen, []bool{true, false, true, false}) || len(rows.Users) != 1 || len(rows.Accounts) != 1 {
		t.Errorf("%v, %d users, %d accounts", seen, len(rows.Users), len(rows.Accounts))
	}
}

func TestAllowCredentials(t *testing.T) {
	w := newWorld(t)
	gate, err := authn.New(authn.Config{AppURL: "https://app.example.com", SessionCache: time.Second},
		authn.Options{Workspace: "forum", LocalURL: w.url, Origins: []string{"https://admin.example.com"}}, w.identity, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := gate.AllowCredentials(mw.CORS(gate.Origins())(http.NotFoundHandler()))
	for origin, want := range map[string]string{
		"https://app.example.com": "true", "https://admin.example.com": "true", "https://evil.example": "", "null": "", "": "",
	} {
		got := preflight(t, h, origin)
		if got.Get("Access-Control-Allow-Credentials") != want || (got.Get("Access-Control-Allow-Origin") == origin && origin != "") != (want != "") {
			t.Errorf("%s: %v", origin, got)
		}
	}
	for _, origin := range []string{"*", "https://*.example.com", "example.com"} {
		if _, err := authn.New(authn.Config{}, authn.Options{Workspace: "forum", LocalURL: w.url, Origins: []string{origin}}, w.identity, nil); err == nil {
			t.Errorf("any page of %s can use the cookies", origin)
		}
	}
}

func TestConfig(t *testing.T) {
	for _, test := range []struct {
		cfg  authn.Config
		want string
	}{
		{authn.Config{}, ""},
		{authn.Config{PublicURL: "https://api.example.com", AppURL: "https://example.com/", SessionCache: 30 * time.Second}, ""},
		{authn.Config{PublicURL: "http://[::1]:8080"}, ""},
		{authn.Config{PublicURL: "http://api.example.com"}, "PUBLIC_URL must begin with https://"},
		{authn.Config{PublicURL: "api.example.com"}, "PUBLIC_URL must be a URL"},
		{authn.Config{AppURL: "https://example.com/app"}, "APP_URL must have no path"},
		{authn.Config{AppURL: "javascript:alert(1)"}, "APP_URL must be a URL"},
		{authn.Config{PublicURL: "HTTPS://api.example.com"}, "PUBLIC_URL must be in lower case"},
		{authn.Config{AppURL: "https://Example.com"}, "APP_URL must be in lower case"},
		{authn.Config{TrustedProxies: []string{"10.0.0.0/8", " fd00::/8"}}, ""},
		{authn.Config{TrustedProxies: []string{"10.0.0.1"}}, "TRUSTED_PROXIES has \"10.0.0.1\""},
		{authn.Config{SessionCache: time.Minute}, "SESSION_CACHE must be 30s at most"},
	} {
		err := test.cfg.Check()
		if (err == nil) != (test.want == "") || err != nil && !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %q", test.cfg, err, test.want)
		}
	}
}

// TestWarning holds that cookies without Secure are told of, where others than this machine's browsers may get them.
func TestWarning(t *testing.T) {
	for addr, want := range map[string]bool{
		":8080": true, "0.0.0.0:8080": true, "[::]:http": true,
		"localhost:8080": false, "127.0.0.1:8080": false, "[::1]:8080": false, "8080": false, // which the server reports
	} {
		got := authn.Config{}.Warning(addr)
		if strings.Contains(got, "without Secure") != want || want && !strings.Contains(got, "GATEWAY_HTTP_ADDR="+addr+" ") {
			t.Errorf("%s: %q", addr, got)
		}
		for _, public := range []string{"https://api.example.com", "http://localhost:8080"} {
			if got := (authn.Config{PublicURL: public}).Warning(addr); got != "" {
				t.Errorf("%s behind %s: %q", addr, public, got)
			}
		}
	}
}

// TestLocalURL holds that a gateway without a PUBLIC_URL gives no cookies to who reaches it over a network.
func TestLocalURL(t *testing.T) {
	for local, want := range map[string]string{
		"http://localhost:9090": "", "http://127.0.0.1:9090": "", "http://192.0.2.1:9090": "PUBLIC_URL is not set, and GATEWAY_HTTP_ADDR is no address of this machine",
	} {
		_, err := authn.New(authn.Config{}, authn.Options{Workspace: "forum", LocalURL: local}, newWorld(t).identity, nil)
		if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", local, err, want)
		}
	}
}

// TestKnownCallerStays holds that middleware of a person's own, or a bearer token, counts instead of the cookie.
func TestKnownCallerStays(t *testing.T) {
	w := newWorld(t)
	gate, err := authn.New(authn.Config{SessionCache: time.Second}, authn.Options{Workspace: "forum", LocalURL: w.url}, w.identity, nil)
	if err != nil {
		t.Fatal(err)
	}
	robot := auth.UserID("keys", "robot")
	seen := uuid.Nil
	h := gate.Authenticate(authn.NewPublic())(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = auth.From(r.Context()).User }))
	r, err := http.NewRequestWithContext(auth.With(t.Context(), auth.Caller{User: robot}), http.MethodGet, "/", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", "forum=x")
	if h.ServeHTTP(nil, r); seen != robot || w.identity.resolved.Load() != 0 {
		t.Errorf("it is %s", seen)
	}
}
