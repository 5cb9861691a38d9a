package authn

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const (
	cacheSize      = 100_000 // sessions, of some 500 bytes each
	maxCalls       = 1000    // at a time, for tokens that are not cached
	resolveTimeout = 5 * time.Second
)

type digest [sha256.Size]byte // of a token, so that the cache holds none

// errBusy means that so many sessions are looked up that one more has to wait.
var errBusy = errors.New("too many sessions are looked up at a time")

// cache remembers for a short time whose sessions tokens are for. Many requests of a session at once ask for it once.
type cache struct {
	resolve func(context.Context, string) (*session.Resolved, error)
	time    time.Duration
	now     func() time.Time
	callers *auth.Cache[digest, *auth.Caller] // nil: the session has ended here

	mu    sync.Mutex // of what is below, and of writing to callers
	calls map[digest]*call
}

// call is a request for a session that is under way.
type call struct {
	done   chan struct{}
	caller *auth.Caller
	err    error
}

func newCache(d time.Duration, resolve func(context.Context, string) (*session.Resolved, error)) *cache {
	return &cache{resolve, d, time.Now, auth.NewCache[digest, *auth.Caller](cacheSize), sync.Mutex{}, map[digest]*call{}}
}

// caller returns the user of the session that a token is for, or nil if there is no such session. The caller is shared: do not change it.
func (c *cache) caller(ctx context.Context, token string) (*auth.Caller, error) {
	key := digest(sha256.Sum256([]byte(token)))
	if caller, ok := c.callers.Get(key, c.now()); ok {
		return caller, nil
	}
	if _, _, ok := session.ParseToken(token); !ok {
		return nil, nil
	}
	running, err := c.ask(ctx, key, token)
	if err != nil {
		return nil, err
	}
	select {
	case <-running.done:
		return running.caller, running.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ask returns the request for a session, which it begins unless one is under way. It outlives a client who hangs up, so that their number
// has a limit of its own.
func (c *cache) ask(ctx context.Context, key digest, token string) (*call, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	running, ok := c.calls[key]
	if !ok {
		if len(c.calls) >= maxCalls {
			return nil, errBusy
		}
		running = &call{done: make(chan struct{})}
		c.calls[key] = running
		go c.run(context.WithoutCancel(ctx), running, key, token) // a client who hangs up takes the answer from nobody else
	}
	return running, nil
}

func (c *cache) run(ctx context.Context, running *call, key digest, token string) {
	ctx, cancel := context.WithTimeout(asGateway(ctx), resolveTimeout)
	defer cancel()
	asked := c.now()
	found, err := c.resolve(ctx, token)
	c.mu.Lock()
	defer c.mu.Unlock()
	running.err = err
	if known, ok := c.callers.Get(key, c.now()); ok { // it has ended here, or another call was first
		running.caller = known
	} else if err == nil && found != nil {
		running.caller = &auth.Caller{User: found.User, Session: found.ID.String(), Roles: found.Roles}
		expire := asked.Add(c.time)
		if found.ExpireTime.Before(expire) {
			expire = found.ExpireTime
		}
		c.callers.Put(key, running.caller, expire)
	}
	delete(c.calls, key)
	close(running.done)
}

// end forgets a session that has ended. A request for it that is under way may still find it, so that the end is remembered for as long.
// Strangers who end what nobody knows cost no memory.
func (c *cache) end(token string) {
	key := digest(sha256.Sum256([]byte(token)))
	c.mu.Lock()
	defer c.mu.Unlock()
	_, cached := c.callers.Get(key, c.now())
	if _, running := c.calls[key]; cached || running {
		c.callers.Put(key, nil, c.now().Add(resolveTimeout))
	}
}
