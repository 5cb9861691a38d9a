package memstore

import (
	"context"
	"maps"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/signin"
)

var _ signin.PasswordStore = (*Store)(nil)

// InPasswordTx undoes what fn has done if it fails.
func (s *Store) InPasswordTx(ctx context.Context, fn func(signin.PasswordTx) error) error {
	return s.InTx(ctx, func(tx signin.Tx) error { return fn(tx.(*Store)) }) //nolint:forcetypeassert // InTx makes it
}

// FindPassword is as signin.PasswordTx says.
func (s *Store) FindPassword(_ context.Context, email string) (signin.PasswordUser, bool, error) {
	end, err := s.begin("FindPassword")
	defer end()
	for _, user := range s.rows.Users {
		if user.Email != nil && *user.Email == email {
			return s.passwordUser(user), err == nil, err
		}
	}
	return signin.PasswordUser{}, false, err
}

// FindPasswordOf is as signin.PasswordTx says.
func (s *Store) FindPasswordOf(_ context.Context, id uuid.UUID) (signin.PasswordUser, bool, error) {
	end, err := s.begin("FindPasswordOf")
	defer end()
	user, ok := s.rows.Users[id]
	return s.passwordUser(user), ok && err == nil, err
}

func (s *Store) passwordUser(user User) signin.PasswordUser {
	u := signin.PasswordUser{User: user.User, Disabled: user.Disabled}
	for key, account := range s.rows.Accounts {
		if account.User == user.ID && key.Provider == signin.PasswordProvider {
			u.Hash = s.rows.Passwords[key]
		}
	}
	return u
}

// SetPassword is as signin.PasswordTx says.
func (s *Store) SetPassword(_ context.Context, key signin.AccountKey, hash string, _ time.Time) error {
	end, err := s.begin("SetPassword")
	defer end()
	s.rows.Passwords[key] = hash
	return err
}

// CreateMailToken is as signin.PasswordTx says.
func (s *Store) CreateMailToken(_ context.Context, t signin.MailToken, _ time.Time) error {
	end, err := s.begin("CreateMailToken")
	defer end()
	s.rows.MailTokens[t.ID] = t
	return err
}

// FindMailToken is as signin.PasswordTx says.
func (s *Store) FindMailToken(_ context.Context, id uuid.UUID) (signin.MailToken, bool, error) {
	end, err := s.begin("FindMailToken")
	defer end()
	t, ok := s.rows.MailTokens[id]
	return t, ok && err == nil, err
}

// TakeMailToken is as signin.PasswordTx says.
func (s *Store) TakeMailToken(_ context.Context, id uuid.UUID) (signin.MailToken, bool, error) {
	end, err := s.begin("TakeMailToken")
	defer end()
	t, ok := s.rows.MailTokens[id]
	delete(s.rows.MailTokens, id)
	return t, ok && err == nil, err
}

// DeleteMailTokens is as signin.PasswordTx says.
func (s *Store) DeleteMailTokens(_ context.Context, email string) error {
	end, err := s.begin("DeleteMailTokens")
	defer end()
	maps.DeleteFunc(s.rows.MailTokens, func(_ uuid.UUID, t signin.MailToken) bool { return t.Email == email })
	return err
}

// LockAttempts is as signin.PasswordTx says.
func (s *Store) LockAttempts(_ context.Context, id uuid.UUID, at time.Time) (signin.Attempts, error) {
	end, err := s.begin("LockAttempts")
	defer end()
	if a, ok := s.rows.Attempts[id]; ok {
		return a, err
	}
	return signin.Attempts{ID: id, LastTime: at, FreeTime: at}, err
}

// SaveAttempts is as signin.PasswordTx says.
func (s *Store) SaveAttempts(_ context.Context, a signin.Attempts) error {
	end, err := s.begin("SaveAttempts")
	defer end()
	s.rows.Attempts[a.ID] = a
	return err
}

// SweepPasswords is as signin.PasswordTx says.
func (s *Store) SweepPasswords(_ context.Context, now, since time.Time) error {
	end, err := s.begin("SweepPasswords")
	defer end()
	maps.DeleteFunc(s.rows.MailTokens, func(_ uuid.UUID, t signin.MailToken) bool { return !now.Before(t.ExpireTime) })
	maps.DeleteFunc(s.rows.Attempts, func(_ uuid.UUID, a signin.Attempts) bool { return a.LastTime.Before(since) })
	return err
}
