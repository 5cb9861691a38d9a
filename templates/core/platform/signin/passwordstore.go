package signin

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// PasswordProvider names the account of a user who signs in with a password, beside the accounts at providers.
const PasswordProvider = "password"

// PasswordKey returns the account with a password that belongs to a mail address. The owner of the address has confirmed it, so that no
// other user can have it.
func PasswordKey(email string) AccountKey {
	return AccountKey{PasswordProvider, PasswordProvider, email}
}

// PasswordUser is a user with a mail address.
type PasswordUser struct {
	User

	Disabled bool
	Hash     string // of the password; "" for a user without one
}

// MailToken is a link in a mail that was not used yet.
type MailToken struct {
	ID         uuid.UUID  // a hash of the token
	User       *uuid.UUID // who chooses another password; nil for somebody who signs up
	Email      string
	ExpireTime time.Time
}

// Attempts counts how often something was tried of late.
type Attempts struct {
	ID       uuid.UUID // a hash of what was tried, and from where
	Count    int32
	LastTime time.Time
	FreeTime time.Time // until then it is refused
}

// PasswordStore keeps passwords. Its own methods are transactions of their own.
type PasswordStore interface {
	PasswordTx

	// InPasswordTx calls fn in a transaction, and again if the transaction conflicts with another one.
	InPasswordTx(ctx context.Context, fn func(PasswordTx) error) error
}

// PasswordTx is the store within a transaction.
type PasswordTx interface {
	Tx

	// FindPassword returns the user with a mail address.
	FindPassword(ctx context.Context, email string) (u PasswordUser, ok bool, err error)
	// FindPasswordOf returns the user of an id. Email is nil if the user has no address.
	FindPasswordOf(ctx context.Context, user uuid.UUID) (u PasswordUser, ok bool, err error)
	// SetPassword stores the hash of the password of an account, in the place of the one before.
	SetPassword(ctx context.Context, key AccountKey, hash string, at time.Time) error

	CreateMailToken(ctx context.Context, t MailToken, at time.Time) error
	FindMailToken(ctx context.Context, id uuid.UUID) (t MailToken, ok bool, err error)
	// TakeMailToken deletes a token and returns it. Of several at once, one gets it.
	TakeMailToken(ctx context.Context, id uuid.UUID) (t MailToken, ok bool, err error)
	DeleteMailTokens(ctx context.Context, email string) error

	// LockAttempts returns what was counted, which nobody else changes until the transaction ends. Count is 0 if nothing was.
	LockAttempts(ctx context.Context, id uuid.UUID, at time.Time) (Attempts, error)
	SaveAttempts(ctx context.Context, a Attempts) error

	// SweepPasswords deletes the tokens that have ended by now, and what was not tried again since another time.
	SweepPasswords(ctx context.Context, now, since time.Time) error
}
