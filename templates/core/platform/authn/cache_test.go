package authn

import (
	"context"
	"crypto/sha256"
	"errors"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// known is a service identity that knows one user, whose sessions end at a time.
type known struct {
	mu     sync.Mutex
	calls  int
	delay  time.Duration
	answer *session.Resolved
	err    error
}

func (k *known) resolve(ctx context.Context, _ string) (*session.Resolved, error) {
	k.mu.Lock()
	k.calls++
	answer, err, delay := k.answer, k.err, k.delay
	k.mu.Unlock()
	select {
	case <-time.After(delay):
		return answer, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// set sets the answer, and ends an outage.
func (k *known) set(answer *session.Resolved) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.answer, k.err = answer, nil
}

func resolved(expire time.Duration) *session.Resolved {
	return &session.Resolved{User: uuid.New(), ID: uuid.New(), Roles: []string{"admin"}, ExpireTime: time.Now().Add(expire)}
}

// in reports whether the cache finds a user.
func in(t *testing.T, c *cache, token string) bool {
	t.Helper()
	caller, err := c.caller(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return caller != nil
}

func newToken() string {
	token, _ := session.NewToken(uuid.New())
	return token
}

func TestCacheFollowsWithinItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{answer: resolved(time.Hour)}
		c, token := newCache(10*time.Second, k.resolve), newToken()
		for range 10 {
			if !in(t, c, token) {
				t.Fatal("nobody")
			}
			time.Sleep(time.Second - time.Millisecond)
		}
		if k.calls != 1 {
			t.Errorf("%d calls", k.calls)
		}
		k.set(nil)
		time.Sleep(10 * time.Millisecond)
		if in(t, c, token) {
			t.Error("a session that has ended elsewhere is there after ten seconds")
		}
	})
}

func TestCachedSessionDoesNotOutliveItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{answer: resolved(3 * time.Second)}
		c, token := newCache(10*time.Second, k.resolve), newToken()
		if !in(t, c, token) {
			t.Fatal("nobody")
		}
		k.set(nil)
		time.Sleep(3*time.Second - time.Nanosecond)
		if !in(t, c, token) || k.calls != 1 {
			t.Error("it is asked for again too soon")
		}
		if time.Sleep(time.Nanosecond); in(t, c, token) {
			t.Error("it outlives itself")
		}
	})
}

// TestSignOutDuringResolve holds that an answer that was on its way when the user signed out does not bring the session back.
func TestSignOutDuringResolve(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{answer: resolved(time.Hour), delay: 2 * time.Second}
		c, token := newCache(10*time.Second, k.resolve), newToken()
		var wait sync.WaitGroup
		wait.Go(func() {
			if in(t, c, token) {
				t.Error("a request that was on its way is let in")
			}
		})
		time.Sleep(time.Second)
		c.end(token)
		wait.Wait()
		if in(t, c, token) || k.calls != 1 {
			t.Error("the session is back")
		}
		k.set(nil)
		if time.Sleep(time.Minute); in(t, c, token) {
			t.Error("the session is back later")
		}
	})
}

func TestManyAskOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{answer: resolved(time.Hour), delay: time.Second}
		c, token := newCache(10*time.Second, k.resolve), newToken()
		hasty, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := c.caller(hasty, token); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		var wait sync.WaitGroup
		for range 100 {
			wait.Go(func() {
				if !in(t, c, token) {
					t.Error("nobody")
				}
			})
		}
		wait.Wait()
		if k.calls != 1 {
			t.Errorf("%d calls, though the first one has hung up", k.calls)
		}
	})
}

// TestStrangersWhoHangUp holds that clients who go away at once do not leave ever more calls behind, and that who has a session waits for it
// no longer than the calls take.
func TestStrangersWhoHangUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{answer: resolved(time.Hour), delay: time.Second}
		c := newCache(10*time.Second, k.resolve)
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		for range 2 * maxCalls {
			_, _ = c.caller(gone, newToken())
		}
		if len(c.calls) > maxCalls {
			t.Errorf("%d calls are under way", len(c.calls))
		}
		if _, err := c.caller(t.Context(), newToken()); !errors.Is(err, errBusy) {
			t.Errorf("one more: %v", err)
		}
		if time.Sleep(2 * time.Second); !in(t, c, newToken()) {
			t.Error("it stays busy")
		}
	})
}

// TestCallAfterCall holds that a call that begins when another has just ended finds the same user: nobody is out.
func TestCallAfterCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{answer: resolved(time.Hour)}
		c, token := newCache(10*time.Second, k.resolve), newToken()
		if !in(t, c, token) {
			t.Fatal("nobody")
		}
		late, err := c.ask(t.Context(), sha256.Sum256([]byte(token)), token)
		if err != nil {
			t.Fatal(err)
		}
		if <-late.done; late.caller == nil || late.err != nil {
			t.Errorf("somebody is out: %v", late.err)
		}
	})
}

// TestStrangersEndNothing holds that ending unknown sessions does not fill the cache.
func TestStrangersEndNothing(t *testing.T) {
	c, token := newCache(time.Hour, (&known{answer: resolved(time.Hour)}).resolve), newToken()
	if !in(t, c, token) {
		t.Fatal("nobody")
	}
	c.resolve = func(context.Context, string) (*session.Resolved, error) { return nil, errors.New("asked again") }
	for range 2 * cacheSize {
		c.end(newToken())
	}
	if !in(t, c, token) {
		t.Error("they push others out")
	}
}

func TestFailuresAreNotCached(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &known{err: errors.New("down")}
		c, token := newCache(10*time.Second, k.resolve), newToken()
		if caller, err := c.caller(t.Context(), token); err == nil {
			t.Errorf("an outage is %+v", caller)
		}
		k.set(resolved(time.Hour))
		if !in(t, c, token) {
			t.Error("the outage is remembered")
		}
		k.delay = time.Hour
		if _, err := c.caller(t.Context(), newToken()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it waits for ever: %v", err)
		}
		if len(c.calls) != 0 {
			t.Error("calls are left")
		}
	})
}

// TestCacheMemory holds that the cache is bounded, whatever comes: 100,000 sessions in 64 MB.
func TestCacheMemory(t *testing.T) {
	c := newCache(time.Hour, func(context.Context, string) (*session.Resolved, error) { return resolved(time.Hour), nil })
	size := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := size()
	for range 2 * cacheSize {
		if !in(t, c, newToken()) {
			t.Fatal("nobody")
		}
	}
	used := size() - before
	t.Logf("%d MB", used>>20)
	if used > 64<<20 {
		t.Errorf("%d MB", used>>20)
	}
	runtime.KeepAlive(c)
}

func BenchmarkCached(b *testing.B) {
	c, token := newCache(time.Hour, (&known{answer: resolved(time.Hour)}).resolve), newToken()
	for b.Loop() {
		if caller, err := c.caller(b.Context(), token); caller == nil || err != nil {
			b.Fatal(err)
		}
	}
}
