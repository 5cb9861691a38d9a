// Package signin signs users in, with the accounts that they have with a provider or with passwords, and keeps their sessions. It is what the
// service identity does; the gateway moves the cookies.
package signin

import (
	"context"
	"crypto/subtle"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const (
	maxSessions = 50 // of a user
	recent      = 10 * time.Minute
)

// SessionConfig says how long sessions live.
type SessionConfig struct {
	SessionIdle time.Duration `env:"SESSION_IDLE" envDefault:"168h" positive:"true"` // a session ends when it is not used for so long
	SessionMax  time.Duration `env:"SESSION_MAX" envDefault:"720h" positive:"true"`  // a session ends so long after the sign-in, whatever happens
}

// Sessions begins, finds and ends sessions.
type Sessions struct {
	store     Store
	idle, max time.Duration
	clock     func() time.Time
}

// NewSessions returns the sessions in a store.
func NewSessions(cfg SessionConfig, store Store) *Sessions {
	return &Sessions{store, cfg.SessionIdle, cfg.SessionMax, time.Now}
}

// now returns the time as PostgreSQL keeps it, so that a time that comes back is the same.
func (s *Sessions) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// ResolveSession returns the session that a token is for, or nil if there is none, or none any more. A session that has been idle for
// half of the time that it may be is extended.
func (s *Sessions) ResolveSession(ctx context.Context, token string) (*session.Resolved, error) {
	found, err := s.find(ctx, token)
	if found == nil || err != nil {
		return nil, err
	}
	now := s.now()
	if expire := earlier(now.Add(s.idle), found.EndTime); found.ExpireTime.Sub(now) < s.idle/2 && expire.After(found.ExpireTime) {
		if err := s.store.ExtendSession(ctx, found.ID, found.ExpireTime, now, expire); err != nil {
			return nil, err
		}
		found.ExpireTime = expire
	}
	return &session.Resolved{User: found.User, ID: found.ID, Roles: found.Roles, ExpireTime: earlier(found.ExpireTime, found.EndTime)}, nil
}

// find returns the session that a token is for, or nil. Nothing is written: what is written for a session, is written when it is known to
// be one. Whether the session exists or not, it takes one hash and one query.
func (s *Sessions) find(ctx context.Context, token string) (*Session, error) {
	id, hash, ok := session.ParseToken(token)
	if !ok {
		return nil, nil
	}
	found, ok, err := s.store.FindSession(ctx, id)
	if err != nil {
		return nil, err
	}
	if same := subtle.ConstantTimeCompare(found.SecretHash, hash) == 1; !ok || !same || found.ended(s.now()) || found.Disabled {
		return nil, nil
	}
	return &found, nil
}

// begin creates a session of a user who has just signed in. The oldest ones end if the user has too many.
func (s *Sessions) begin(ctx context.Context, tx Tx, user uuid.UUID, agent, ip string) (session.Grant, uuid.UUID, error) {
	id := ids.New()
	token, hash := session.NewToken(id)
	now := s.now()
	end := now.Add(s.max)
	if err := tx.CreateSession(ctx, Session{
		ID: id, User: user, SecretHash: hash,
		AuthTime: now, UseTime: now, ExpireTime: earlier(now.Add(s.idle), end), EndTime: end,
		Agent: agent, IP: ip,
	}); err != nil {
		return session.Grant{}, uuid.Nil, err
	}
	return session.Grant{Token: token, EndTime: end}, id, tx.TrimSessions(ctx, user, maxSessions, now)
}

// SignOut ends the session that a token is for, if there is one.
func (s *Sessions) SignOut(ctx context.Context, token string) error {
	found, err := s.find(ctx, token)
	if found == nil || err != nil {
		return err
	}
	return s.store.InTx(ctx, func(tx Tx) error {
		if ok, err := tx.EndSession(ctx, found.User, found.ID); !ok || err != nil {
			return err
		}
		return tx.RecordEvent(ctx, Event{Kind: "sign_out", User: found.User, Session: found.ID})
	})
}

// ListSessions returns the caller's sessions that are not over, the newest first.
func (s *Sessions) ListSessions(ctx context.Context) ([]Session, error) {
	caller := auth.From(ctx)
	all, err := s.store.ListSessions(ctx, caller.User)
	if err != nil {
		return nil, err
	}
	now := s.now()
	var live []Session
	for _, one := range all {
		if !one.ended(now) {
			one.Current = one.ID.String() == caller.Session
			live = append(live, one)
		}
	}
	return live, nil
}

// EndSession ends a session of the caller. The error is errs.NotFound for somebody else's.
func (s *Sessions) EndSession(ctx context.Context, id uuid.UUID) error {
	caller := auth.From(ctx)
	return s.store.InTx(ctx, func(tx Tx) error {
		ok, err := tx.EndSession(ctx, caller.User, id)
		if err != nil {
			return err
		}
		if !ok {
			return errs.NotFound("session")
		}
		return tx.RecordEvent(ctx, Event{Kind: "session_end", User: caller.User, Session: id})
	})
}

// EndOtherSessions ends all sessions of the caller but the one that asks for it.
func (s *Sessions) EndOtherSessions(ctx context.Context) error {
	caller := auth.From(ctx)
	own, _ := uuid.Parse(caller.Session) // a token's name is none
	return s.store.InTx(ctx, func(tx Tx) error {
		if err := tx.EndOtherSessions(ctx, caller.User, own); err != nil {
			return err
		}
		return tx.RecordEvent(ctx, Event{Kind: "session_end", User: caller.User, Session: own, Detail: "all others"})
	})
}

// CheckRecent returns an error unless the caller has signed in a short time ago. It protects what a stolen session must not do.
func (s *Sessions) CheckRecent(ctx context.Context) error {
	caller := auth.From(ctx)
	id, err := uuid.Parse(caller.Session)
	if err != nil {
		return errNotRecent()
	}
	found, ok, err := s.store.FindSession(ctx, id)
	if err != nil {
		return err
	}
	if !ok || found.User != caller.User || found.ended(s.now()) || found.Disabled {
		return errNotRecent()
	}
	return s.checkRecent(&found)
}

func (s *Sessions) checkRecent(found *Session) error {
	if s.now().Sub(found.AuthTime) > recent {
		return errNotRecent()
	}
	return nil
}

// Sweep deletes sessions that are over and returns how many.
func (s *Sessions) Sweep(ctx context.Context) (int64, error) {
	return s.store.SweepSessions(ctx, s.now())
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
