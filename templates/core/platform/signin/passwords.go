package signin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/password"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const (
	minPassword = 15 // characters
	maxPassword = 128
)

// Passwords signs users in with a mail address and a password.
type Passwords struct {
	sessions *Sessions
	store    PasswordStore
	tries    tries
	hasher   *password.Hasher
	letters  *letterbox
	ports    PasswordPorts
	log      *slog.Logger
}

// PasswordPorts is what passwords need of the service.
type PasswordPorts struct {
	Check func(ctx context.Context, email, password string) error // refuses passwords that are easily guessed
	Send  func(ctx context.Context, l Letter) error
}

// NewPasswords returns what signs users in who have no account with a provider. sessions are those of all users.
func NewPasswords(sessions *Sessions, store PasswordStore, ports PasswordPorts, log *slog.Logger) *Passwords {
	return &Passwords{sessions, store, tries{store, sessions.now}, password.NewHasher(), newLetterbox(log), ports, log}
}

// Close waits until all letters are sent.
func (p *Passwords) Close() { p.letters.writing.Wait() }

// SignIn begins a session of the user with a mail address and a password. It takes as long for an address that nobody has.
func (p *Passwords) SignIn(ctx context.Context, in session.PasswordSignIn) (session.Grant, error) {
	grant, err := p.signIn(ctx, in)
	if err != nil {
		p.log.LogAttrs(ctx, slog.LevelInfo, "a sign-in failed", slog.String("provider", PasswordProvider), slog.String("error", err.Error()))
	}
	return grant, err
}

func (p *Passwords) signIn(ctx context.Context, in session.PasswordSignIn) (session.Grant, error) {
	email, err := parseMail(in.Email)
	if err != nil {
		return session.Grant{}, err
	}
	if err := checkLength(in.Password, 1); err != nil {
		return session.Grant{}, err
	}
	throttles := passwordThrottles(email, in.IP)
	if err := p.tries.count(ctx, throttles); err != nil {
		return session.Grant{}, err
	}
	user, _, err := p.store.FindPassword(ctx, email)
	if err != nil {
		return session.Grant{}, err
	}
	ok, outdated, err := p.hasher.Check(ctx, in.Password, user.Hash)
	if err != nil {
		return session.Grant{}, busy(err)
	}
	if !ok {
		return session.Grant{}, errWrong()
	}
	hash := user.Hash
	if outdated {
		if hash, err = p.hasher.Hash(ctx, in.Password); err != nil {
			return session.Grant{}, busy(err)
		}
	}
	own, err := p.sessions.find(ctx, in.Token)
	if err != nil {
		return session.Grant{}, err
	}
	var grant session.Grant
	err = p.store.InPasswordTx(ctx, func(tx PasswordTx) error {
		a := p.admission(tx, user.User, own, in.Agent, in.IP)
		if grant, err = a.run(ctx); err != nil {
			return err
		}
		now, _, err := tx.FindPassword(ctx, email) // run has locked the user: the password changes before that, or after the transaction
		if err != nil {
			return err
		}
		if now.Hash != user.Hash {
			return errWrong()
		}
		if outdated {
			if err := tx.SetPassword(ctx, a.who.key, hash, p.sessions.now()); err != nil {
				return err
			}
		}
		return p.tries.forgive(ctx, tx, throttles)
	})
	return granted(grant, err)
}

// admission returns what begins a session of a user with a password.
func (p *Passwords) admission(tx PasswordTx, user User, own *Session, agent, ip string) admission {
	who := person{key: PasswordKey(*user.Email), email: user.Email, name: user.Name}
	return admission{tx: tx, sessions: p.sessions, who: who, own: own, agent: agent, ip: ip}
}

// choose returns the hash of a password that the owner of a mail address may choose.
func (p *Passwords) choose(ctx context.Context, email, chosen string) (string, error) {
	if err := checkLength(chosen, minPassword); err != nil {
		return "", err
	}
	if strings.EqualFold(chosen, email) {
		return "", errs.Invalid("password", "must not be the mail address")
	}
	if err := p.ports.Check(ctx, email, chosen); err != nil {
		return "", err
	}
	hash, err := p.hasher.Hash(ctx, chosen)
	return hash, busy(err)
}

// set stores the password of the owner of a mail address. Links that were sent before are no good any more.
func (p *Passwords) set(ctx context.Context, tx PasswordTx, email, hash string) error {
	if err := tx.SetPassword(ctx, PasswordKey(email), hash, p.sessions.now()); err != nil {
		return err
	}
	return tx.DeleteMailTokens(ctx, email)
}

// granted returns a session, unless the transaction that begins it has failed.
func granted(grant session.Grant, err error) (session.Grant, error) {
	if err != nil {
		return session.Grant{}, err
	}
	return grant, nil
}

// checkLength checks the number of characters of a password.
func checkLength(text string, least int) error {
	n := utf8.RuneCountInString(text)
	switch {
	case n > maxPassword, n < least && least > 1:
		return errs.Invalid("password", fmt.Sprintf("must have %d to %d characters", minPassword, maxPassword))
	case n < least:
		return errs.Invalid("password", "is required")
	}
	return nil
}

// busy says when to try again if too many passwords are hashed at a time.
func busy(err error) error {
	if errors.Is(err, password.ErrBusy) {
		return errTooMany(time.Second)
	}
	return err
}

func errWrong() error {
	return errs.Unauthenticated("SIGN_IN_FAILED", "the mail address or the password is wrong")
}
