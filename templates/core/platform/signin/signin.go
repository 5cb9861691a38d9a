package signin

import (
	"context"
	"crypto/subtle"
	"errors"
	"log/slog"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/oauth2"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// Service signs users in with the accounts that they have with providers, and has their sessions.
type Service struct {
	*Sessions

	names     []string // of the providers that are on
	providers map[string]provider
	log       *slog.Logger
}

// NewService returns the service. providers names those of the spec, in its order; of these, the ones with a client id are on.
func NewService(cfg Config, providers []string, store Store, log *slog.Logger) *Service {
	s := &Service{
		Sessions:  NewSessions(cfg.SessionConfig, store),
		providers: cfg.on(providers),
		log:       log,
	}
	for _, name := range providers {
		if s.providers[name] == nil {
			log.Warn("nobody can sign in with this provider: IDENTITY_"+strings.ToUpper(name)+"_CLIENT_ID is not set", slog.String("provider", name))
			continue
		}
		s.names = append(s.names, name)
	}
	return s
}

// ListProviders returns the names of the providers that users can sign in with.
func (s *Service) ListProviders() []string { return s.names }

// BeginSignIn returns the page of a provider on which a user signs in, or links an account. It stores nothing.
func (s *Service) BeginSignIn(ctx context.Context, b session.Begin) (session.Begun, error) {
	p, ok := s.providers[b.Provider]
	if !ok {
		return session.Begun{}, errs.NotFound("provider")
	}
	attempt := session.Attempt{
		Provider: b.Provider, State: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(),
	}
	if b.Link {
		own, err := s.linking(ctx, b.Token)
		if err != nil {
			return session.Begun{}, err
		}
		attempt.Link = own.ID.String()
	}
	page, err := p.page(ctx, b, attempt)
	if err != nil {
		s.report(ctx, b.Provider, err)
		return session.Begun{}, err
	}
	return session.Begun{URL: page, Attempt: attempt}, nil
}

// linking returns the session that a token is for, whose user has signed in a short time ago.
func (s *Service) linking(ctx context.Context, token string) (*Session, error) {
	own, err := s.find(ctx, token)
	if err != nil {
		return nil, err
	}
	if own == nil {
		return nil, errNotSignedIn()
	}
	return own, s.checkRecent(own)
}

// CompleteSignIn returns a new session of the user who comes back from a provider. The session that the browser had ends. First the provider
// is asked, then one transaction writes everything, or nothing.
func (s *Service) CompleteSignIn(ctx context.Context, c session.Callback) (session.Grant, error) {
	grant, err := s.complete(ctx, c)
	if err != nil {
		s.report(ctx, c.Attempt.Provider, err)
	}
	return grant, err
}

func (s *Service) complete(ctx context.Context, c session.Callback) (session.Grant, error) {
	p, ok := s.providers[c.Attempt.Provider]
	if !ok {
		return session.Grant{}, errs.NotFound("provider")
	}
	if c.State == "" || subtle.ConstantTimeCompare([]byte(c.State), []byte(c.Attempt.State)) != 1 {
		return session.Grant{}, failure(errors.New("the state is of another sign-in"))
	}
	switch {
	case c.Error == "access_denied":
		return session.Grant{}, errCancelled()
	case c.Error != "" || c.Code == "":
		return session.Grant{}, failure(errors.New("the provider answers " + errs.Echo(c.Error)))
	}
	own, err := s.current(ctx, c)
	if err != nil {
		return session.Grant{}, err
	}
	who, err := p.identify(ctx, c)
	if err != nil {
		return session.Grant{}, err
	}
	return s.admit(ctx, plain(who), own, c)
}

// current returns the session that the browser has, or nil. If the attempt links an account, it must be the session that has begun it.
func (s *Service) current(ctx context.Context, c session.Callback) (*Session, error) {
	if c.Attempt.Link == "" {
		return s.find(ctx, c.Token)
	}
	own, err := s.linking(ctx, c.Token)
	if err == nil && own.ID.String() != c.Attempt.Link {
		return nil, errNotSignedIn()
	}
	return own, err
}

// admit begins the session of somebody who has shown who he is. own is the session that the browser has, or nil.
func (s *Service) admit(ctx context.Context, who person, own *Session, c session.Callback) (grant session.Grant, err error) {
	for range 2 { // the same account may sign in for the first time elsewhere, at the same moment: it is known then
		err = s.store.InTx(ctx, func(tx Tx) error {
			a := admission{tx: tx, sessions: s.Sessions, who: who, own: own, link: c.Attempt.Link != "", agent: c.Agent, ip: c.IP}
			grant, err = a.run(ctx)
			return err
		})
		if kind := errs.KindOf(err); kind != errs.KindExists && kind != errs.KindConflict {
			break
		}
	}
	if err != nil {
		return session.Grant{}, err
	}
	return grant, nil
}

// ListAccounts returns the accounts that the caller can sign in with.
func (s *Service) ListAccounts(ctx context.Context) ([]Account, error) {
	return s.store.LockAccounts(ctx, auth.From(ctx).User)
}

// Unlink takes an account away from the caller, who must have another one.
func (s *Service) Unlink(ctx context.Context, id uuid.UUID) error {
	if err := s.CheckRecent(ctx); err != nil {
		return err
	}
	caller := auth.From(ctx)
	own, _ := uuid.Parse(caller.Session) // CheckRecent has found it
	return s.store.InTx(ctx, func(tx Tx) error {
		accounts, err := tx.LockAccounts(ctx, caller.User)
		if err != nil {
			return err
		}
		for _, account := range accounts {
			if account.ID() != id {
				continue
			}
			if len(accounts) == 1 {
				return errs.Precondition("LAST_ACCOUNT", "it is the only account to sign in with: link another one first")
			}
			if err := tx.DeleteAccount(ctx, caller.User, account.AccountKey); err != nil {
				return err
			}
			return tx.RecordEvent(ctx, Event{Kind: "unlink", User: caller.User, Session: own, Detail: account.Provider})
		}
		return errs.NotFound("account")
	})
}

// report logs why somebody was not signed in. Strangers can cause it, so it is no row.
func (s *Service) report(ctx context.Context, provider string, err error) {
	level := slog.LevelInfo
	if kind := errs.KindOf(err); kind == errs.KindUnavailable || kind == errs.KindInternal {
		level = slog.LevelError
	}
	s.log.LogAttrs(ctx, level, "a sign-in failed", slog.String("provider", errs.Echo(provider)), slog.String("error", err.Error()))
}
