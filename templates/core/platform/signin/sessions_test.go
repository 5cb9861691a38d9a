package signin_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/memstore"
)

const (
	idle = 7 * 24 * time.Hour
	most = 30 * 24 * time.Hour
)

// newService returns a service with a store, without providers.
func newService() (*signin.Service, *memstore.Store) {
	store := memstore.NewStore()
	return signin.NewService(signin.Config{SessionConfig: signin.SessionConfig{SessionIdle: idle, SessionMax: most}}, nil, store, slog.New(slog.DiscardHandler)), store
}

// begin makes a session of a user, who is new if he is uuid.Nil.
func begin(t *testing.T, store *memstore.Store, user uuid.UUID) (token string, row signin.Session) {
	t.Helper()
	if user == uuid.Nil {
		user = uuid.New()
		store.Update(func(r memstore.Rows) {
			r.Users[user] = memstore.User{User: signin.User{ID: user, Name: "Alice"}, Roles: []string{"admin"}}
		})
	}
	now := time.Now().UTC().Truncate(time.Microsecond)
	row = signin.Session{ID: uuid.New(), User: user, AuthTime: now, UseTime: now, ExpireTime: now.Add(idle), EndTime: now.Add(most)}
	token, row.SecretHash = session.NewToken(row.ID)
	if err := store.CreateSession(t.Context(), row); err != nil {
		t.Fatal(err)
	}
	return token, row
}

// resolve reports whether a token has a session.
func resolve(t *testing.T, s *signin.Service, token string) bool {
	t.Helper()
	found, err := s.ResolveSession(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return found != nil
}

func as(t *testing.T, row signin.Session) context.Context {
	t.Helper()
	return auth.With(t.Context(), auth.Caller{User: row.User, Session: row.ID.String()})
}

// reason returns the reason of an error, or "".
func reason(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return e.Reason
	}
	return ""
}

func TestResolveSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		token, row := begin(t, store, uuid.Nil)
		got, err := s.ResolveSession(t.Context(), token)
		if err != nil || got == nil || got.User != row.User || got.ID != row.ID || !slices.Equal(got.Roles, []string{"admin"}) || !got.ExpireTime.Equal(row.ExpireTime) {
			t.Fatalf("got %+v, %v", got, err)
		}
		another, _ := session.NewToken(uuid.New())
		wrongSecret, _ := session.NewToken(row.ID)
		time.Sleep(idle - time.Minute) // when it would be extended
		for name, text := range map[string]string{"unknown id": another, "wrong secret": wrongSecret, "cut": token[:60], "nothing": ""} {
			if resolve(t, s, text) {
				t.Errorf("%s has a session", name)
			}
		}
		if store.Calls("ExtendSession") > 0 {
			t.Error("a wrong secret extends the session")
		}
		store.Update(func(r memstore.Rows) {
			user := r.Users[row.User]
			user.Disabled = true
			r.Users[row.User] = user
		})
		if resolve(t, s, token) {
			t.Error("a disabled user has a session")
		}
		if store.Calls("ExtendSession") > 0 {
			t.Error("the session of a disabled user is extended")
		}
	})
}

func TestSessionEndsIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		token, _ := begin(t, store, uuid.Nil)
		time.Sleep(idle/2 + time.Second)
		if !resolve(t, s, token) || store.Calls("ExtendSession") != 1 {
			t.Fatal("it is not extended past half of the idle time")
		}
		time.Sleep(idle - time.Second)
		if !resolve(t, s, token) {
			t.Fatal("it ends too soon")
		}
		time.Sleep(idle)
		if resolve(t, s, token) || store.Calls("ExtendSession") != 2 {
			t.Error("an idle session does not end")
		}
	})
}

func TestSessionEndsUnderSteadyUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		token, row := begin(t, store, uuid.Nil)
		for time.Until(row.EndTime) > 0 {
			found, err := s.ResolveSession(t.Context(), token)
			if err != nil || found == nil || found.ExpireTime.After(row.EndTime) {
				t.Fatalf("%s before its end it is %+v, %v", time.Until(row.EndTime), found, err)
			}
			if stored := store.Rows().Sessions[row.ID]; stored.ExpireTime.After(stored.EndTime) {
				t.Fatalf("what is stored is %+v", stored)
			}
			time.Sleep(time.Hour)
		}
		if resolve(t, s, token) {
			t.Error("a session that is used lives for ever")
		}
		if n := store.Calls("ExtendSession"); n > 12 {
			t.Errorf("%d writes", n)
		}
	})
}

// TestEndStands holds that a session ends at its absolute end even if it may be idle for longer.
func TestEndStands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		token, row := begin(t, store, uuid.Nil)
		row.EndTime = row.AuthTime.Add(time.Hour)
		store.Update(func(r memstore.Rows) { r.Sessions[row.ID] = row })
		found, err := s.ResolveSession(t.Context(), token)
		if err != nil || found == nil || !found.ExpireTime.Equal(row.EndTime) {
			t.Errorf("it ends at %+v, %v", found, err)
		}
		if time.Sleep(time.Hour); resolve(t, s, token) {
			t.Error("it does not end")
		}
	})
}

func TestManyAtHalfLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		token, row := begin(t, store, uuid.Nil)
		time.Sleep(idle/2 + time.Hour)
		var wait sync.WaitGroup
		for range 100 {
			wait.Go(func() {
				if found, err := s.ResolveSession(t.Context(), token); err != nil || found == nil {
					t.Errorf("somebody is out: %v", err)
				}
			})
		}
		wait.Wait()
		if got := store.Rows().Sessions[row.ID]; !got.ExpireTime.Equal(time.Now().Add(idle)) {
			t.Errorf("it ends at %s", got.ExpireTime)
		}
	})
}

// TestSameWork holds that nobody can tell by the work whether a session exists.
func TestSameWork(t *testing.T) {
	s, store := newService()
	_, row := begin(t, store, uuid.Nil)
	unknown, _ := session.NewToken(uuid.New())
	wrongSecret, _ := session.NewToken(row.ID)
	for i, token := range []string{unknown, wrongSecret} {
		if resolve(t, s, token) || store.Calls("FindSession") != i+1 {
			t.Errorf("%d queries after %d", store.Calls("FindSession"), i+1)
		}
	}
}

func TestOutageIsNoSignOut(t *testing.T) {
	s, store := newService()
	token, _ := begin(t, store, uuid.Nil)
	store.Fail = func(string) error { return errors.New("down") }
	if found, err := s.ResolveSession(t.Context(), token); err == nil {
		t.Errorf("an outage is %+v", found)
	}
}

func TestSignOut(t *testing.T) {
	s, store := newService()
	token, row := begin(t, store, uuid.Nil)
	other, _ := begin(t, store, row.User)
	wrongSecret, _ := session.NewToken(row.ID)
	for _, text := range []string{"", "x", wrongSecret} {
		if err := s.SignOut(t.Context(), text); err != nil || !resolve(t, s, token) {
			t.Fatalf("%q ends it: %v", text, err)
		}
	}
	for range 2 {
		if err := s.SignOut(t.Context(), token); err != nil || resolve(t, s, token) || !resolve(t, s, other) {
			t.Errorf("after signing out: %v", err)
		}
	}
	if events := store.Rows().Events; len(events) != 1 || events[0].Kind != "sign_out" || events[0].User != row.User || events[0].Session != row.ID {
		t.Errorf("events %+v", events)
	}
}

func TestDevices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		_, over := begin(t, store, uuid.Nil)
		time.Sleep(idle)
		phone, phoneRow := begin(t, store, over.User)
		time.Sleep(time.Minute)
		laptop, laptopRow := begin(t, store, over.User)
		foreign, foreignRow := begin(t, store, uuid.Nil)
		me := as(t, laptopRow)

		list, err := s.ListSessions(me)
		if err != nil || len(list) != 2 || list[0].ID != laptopRow.ID || !list[0].Current || list[1].ID != phoneRow.ID || list[1].Current {
			t.Errorf("the devices are %+v, %v", list, err)
		}
		for name, id := range map[string]uuid.UUID{"somebody else's": foreignRow.ID, "none": uuid.New()} {
			if err := s.EndSession(me, id); errs.KindOf(err) != errs.KindNotFound || !resolve(t, s, foreign) {
				t.Errorf("ending %s: %v", name, err)
			}
		}
		if err := s.EndSession(me, phoneRow.ID); err != nil || resolve(t, s, phone) || !resolve(t, s, laptop) {
			t.Errorf("ending one's own: %v", err)
		}
		tablet, _ := begin(t, store, over.User)
		if err := s.EndOtherSessions(me); err != nil || resolve(t, s, tablet) || !resolve(t, s, laptop) || !resolve(t, s, foreign) {
			t.Errorf("ending the others: %v", err)
		}
		for _, e := range store.Rows().Events {
			if e.Kind != "session_end" || e.User != over.User {
				t.Errorf("event %+v", e)
			}
		}
		time.Sleep(idle)
		if n, err := s.Sweep(t.Context()); err != nil || n != 2 || len(store.Rows().Sessions) != 0 {
			t.Errorf("swept %d, %v", n, err)
		}
	})
}

func TestRecentSignIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, store := newService()
		_, row := begin(t, store, uuid.Nil)
		_, foreign := begin(t, store, uuid.Nil)
		if err := s.CheckRecent(as(t, row)); err != nil {
			t.Error(err)
		}
		for name, caller := range map[string]auth.Caller{
			"nobody": {}, "a token's name": {User: row.User, Session: "jti"}, "somebody else's session": {User: row.User, Session: foreign.ID.String()},
			"no session": {User: row.User, Session: uuid.NewString()},
		} {
			if err := s.CheckRecent(auth.With(t.Context(), caller)); reason(err) != "RECENT_SIGN_IN_REQUIRED" {
				t.Errorf("%s: %v", name, err)
			}
		}
		store.Update(func(r memstore.Rows) {
			r.Users[foreign.User] = memstore.User{User: signin.User{ID: foreign.User}, Disabled: true}
		})
		if err := s.CheckRecent(as(t, foreign)); reason(err) != "RECENT_SIGN_IN_REQUIRED" {
			t.Errorf("a disabled user: %v", err)
		}
		time.Sleep(10*time.Minute + time.Second)
		if err := s.CheckRecent(as(t, row)); reason(err) != "RECENT_SIGN_IN_REQUIRED" {
			t.Errorf("an old sign-in: %v", err)
		}
		if err := s.Unlink(as(t, row), uuid.New()); reason(err) != "RECENT_SIGN_IN_REQUIRED" {
			t.Errorf("unlink by an old sign-in: %v", err)
		}
	})
}

func TestConfig(t *testing.T) {
	client := signin.Client{ID: "id", Secret: "secret"}
	google := func(c signin.Client, issuer string) signin.Config {
		return signin.Config{Google: signin.GoogleConfig{Client: c, Issuer: issuer}}
	}
	for _, test := range []struct {
		cfg  signin.Config
		want string
	}{
		{signin.Config{}, ""},
		{google(client, "https://accounts.google.com"), ""},
		{google(client, "http://127.0.0.1:1"), ""},
		{google(client, "http://accounts.google.com"), "GOOGLE_ISSUER must begin with https://"},
		{google(signin.Client{ID: "id"}, "https://accounts.google.com"), "GOOGLE_CLIENT_SECRET is not set"},
		{signin.Config{OIDC: signin.OIDCConfig{Client: client}}, "OIDC_ISSUER must be a URL"},
		{signin.Config{GitHub: signin.GitHubConfig{Client: client, URL: "github.com"}}, "GITHUB_URL must be a URL"},
	} {
		err := test.cfg.Check()
		if (err == nil) != (test.want == "") || err != nil && !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %q", test.cfg, err, test.want)
		}
	}
}
