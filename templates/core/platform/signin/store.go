package signin

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
)

// User is what is known of a user at the first sign-in.
type User struct {
	ID    uuid.UUID
	Email *string // nil, unless the provider has verified it
	Name  string
}

// AccountKey says which account somebody has signed in with. A mail address does not: it may belong to somebody else tomorrow.
type AccountKey struct{ Provider, Issuer, Subject string }

// ID returns an id by which the API can name the account.
func (k AccountKey) ID() uuid.UUID { return auth.UserID(k.Provider+" "+k.Issuer, k.Subject) }

// Account is an account of a user with a provider.
type Account struct {
	AccountKey

	User       uuid.UUID
	Email      *string // nil, unless the provider has verified it
	CreateTime time.Time
}

// Session is a row of the sessions.
type Session struct {
	ID, User   uuid.UUID
	SecretHash []byte // 32 bytes

	AuthTime   time.Time // the sign-in
	UseTime    time.Time
	ExpireTime time.Time // it ends then, unless it is used before
	EndTime    time.Time // it ends then, whatever happens
	Agent, IP  string    // of the browser that has signed in

	Roles    []string // of the user; only FindSession sets it
	Disabled bool     // the user may not sign in; only FindSession sets it
	Current  bool     // the caller's own; only Sessions.ListSessions sets it
}

// ended reports whether the session is over.
func (s *Session) ended(now time.Time) bool {
	return !now.Before(s.EndTime) || !now.Before(s.ExpireTime)
}

// Event is a row of the audit trail.
type Event struct {
	Kind          string // sign_in, sign_out, session_end, link, unlink
	User, Session uuid.UUID
	IP, Agent     string
	Detail        string
}

// Login is a sign-in, or an account that is linked, that could be refused.
type Login struct {
	User    User
	Account Account // Email is the address of today; that of User is the one of the first sign-in, perhaps with another account
	New     bool    // it is the first one of the user, who has been created in this transaction
}

// Store keeps users with their accounts and sessions. Its own methods are transactions of their own.
type Store interface {
	Tx

	// InTx calls fn in a transaction, and again if the transaction conflicts with another one.
	InTx(ctx context.Context, fn func(Tx) error) error
}

// Tx is the store within a transaction.
type Tx interface {
	// FindSession takes one query, with the user.
	FindSession(ctx context.Context, id uuid.UUID) (s Session, ok bool, err error)
	CreateSession(ctx context.Context, s Session) error
	// ExtendSession does nothing unless the session's ExpireTime is was.
	ExtendSession(ctx context.Context, id uuid.UUID, was, use, expire time.Time) error
	// ListSessions returns all sessions of a user, also those that are over, the newest first.
	ListSessions(ctx context.Context, user uuid.UUID) ([]Session, error)
	// EndSession reports whether the user has had the session.
	EndSession(ctx context.Context, user, id uuid.UUID) (ok bool, err error)
	// EndOtherSessions ends all sessions of a user but one: all if keep is uuid.Nil.
	EndOtherSessions(ctx context.Context, user, keep uuid.UUID) error
	// TrimSessions deletes the sessions of a user that are over, then all but the newest.
	TrimSessions(ctx context.Context, user uuid.UUID, newest int, now time.Time) error
	// SweepSessions deletes the sessions of all users that are over.
	SweepSessions(ctx context.Context, now time.Time) (deleted int64, err error)

	// FindAccount returns the user of an account, who changes no more until the transaction ends: nobody disables a user who is let in.
	FindAccount(ctx context.Context, key AccountKey) (u User, disabled, ok bool, err error)
	// CreateUser reports whether no other user has the mail address; otherwise it does nothing.
	CreateUser(ctx context.Context, u User) (ok bool, err error)
	// CreateAccount reports whether nobody has the account; otherwise it does nothing.
	CreateAccount(ctx context.Context, a Account) (ok bool, err error)
	// LockAccounts returns the accounts of a user. Until the transaction ends, another one that calls it for the user waits.
	LockAccounts(ctx context.Context, user uuid.UUID) ([]Account, error)
	DeleteAccount(ctx context.Context, user uuid.UUID, key AccountKey) error

	SetSignInTime(ctx context.Context, user uuid.UUID, at time.Time) error
	// CheckSignIn calls the hook, whose error refuses the sign-in.
	CheckSignIn(ctx context.Context, in Login) error
	RecordEvent(ctx context.Context, e Event) error
}
