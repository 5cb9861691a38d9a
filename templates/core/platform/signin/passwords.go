package signin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
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

// SignUp sends a link by which the owner of a mail address chooses a password. There is no user before. The answer does not tell whether
// there is one already: that is in the letter.
func (p *Passwords) SignUp(ctx context.Context, r session.MailRequest) error {
	return p.mail(ctx, r, "sign-up", func(user PasswordUser, known bool) (*MailToken, LetterKind) {
		if known {
			return nil, KnownLetter
		}
		return &MailToken{}, SignUpLetter
	})
}

// SendReset sends a link by which a user with a password chooses another one. It goes to the address of the user, not to the one of the
// request. Nobody else gets a letter with a link, and the answer does not tell who does.
func (p *Passwords) SendReset(ctx context.Context, r session.MailRequest) error {
	return p.mail(ctx, r, "reset", func(user PasswordUser, known bool) (*MailToken, LetterKind) {
		if !known || user.Hash == "" {
			return nil, KnownLetter
		}
		return &MailToken{User: &user.ID}, ResetLetter
	})
}

// mail counts a request for a mail about something, and does everything else when it is answered. choose says what the owner of the address
// gets; somebody who is not known gets nothing but a link.
func (p *Passwords) mail(
	ctx context.Context, r session.MailRequest, about string, choose func(user PasswordUser, known bool) (*MailToken, LetterKind),
) error {
	email, err := parseMail(r.Email)
	if err != nil {
		return err
	}
	if err := p.tries.count(ctx, mailThrottles(about, email, r.IP)); err != nil {
		return err
	}
	return p.letters.add(ctx, func(ctx context.Context) error {
		user, known, err := p.store.FindPassword(ctx, email)
		if err != nil || user.Disabled {
			return err
		}
		token, kind := choose(user, known)
		l := Letter{Kind: kind, To: email, App: r.AppURL}
		if known {
			l.To = *user.Email
		}
		if token == nil && !known {
			return nil
		}
		if token != nil {
			token.Email = l.To
			now := p.sessions.now()
			l.Token, token.ID = newMailToken()
			token.ExpireTime = now.Add(mailTokenTime)
			if err := p.store.CreateMailToken(ctx, *token, now); err != nil {
				return err
			}
		}
		return p.ports.Send(ctx, l)
	})
}

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

// Confirm takes the token of a letter, and gives the owner of the mail address a password: a new user, or one whose sessions all end.
func (p *Passwords) Confirm(ctx context.Context, c session.Confirmation) (session.Grant, error) {
	id, ok := parseMailToken(c.MailToken)
	if !ok {
		return session.Grant{}, errLinkInvalid()
	}
	if err := p.tries.count(ctx, linkThrottles(id, c.IP)); err != nil {
		return session.Grant{}, err
	}
	own, err := p.sessions.find(ctx, c.Token)
	if err != nil {
		return session.Grant{}, err
	}
	token, err := p.checkLink(p.store.FindMailToken(ctx, id))
	if err != nil {
		return session.Grant{}, err
	}
	hash, err := p.choose(ctx, token.Email, c.Password) // before the transaction, whose connection others need
	if err != nil {
		return session.Grant{}, err
	}
	var grant session.Grant
	err = p.store.InPasswordTx(ctx, func(tx PasswordTx) error {
		if _, err := p.checkLink(tx.TakeMailToken(ctx, id)); err != nil {
			return err
		}
		grant, err = p.confirm(ctx, tx, token, own, c, hash)
		return err
	})
	if err == nil && token.User != nil {
		p.tellChanged(ctx, token.Email)
	}
	return granted(grant, err)
}

// checkLink returns a token that was found, if it is still good.
func (p *Passwords) checkLink(t MailToken, ok bool, err error) (MailToken, error) {
	if err == nil && (!ok || !p.sessions.now().Before(t.ExpireTime)) {
		err = errLinkInvalid()
	}
	return t, err
}

// confirm does what a token of a letter allows. hash is that of the password.
func (p *Passwords) confirm(
	ctx context.Context, tx PasswordTx, token MailToken, own *Session, c session.Confirmation, hash string,
) (session.Grant, error) {
	a := p.admission(tx, User{Email: &token.Email, Name: format.Line(c.Name, maxName)}, own, c.Agent, c.IP)
	user, _, known, err := tx.FindAccount(ctx, a.who.key)
	switch {
	case err != nil:
		return session.Grant{}, err
	case token.User == nil && known:
		return session.Grant{}, errMailTaken()
	case token.User != nil && (!known || user.ID != *token.User): // the password was unlinked
		return session.Grant{}, errLinkInvalid()
	case token.User != nil:
		if err := endSessions(ctx, tx, user.ID, "password reset"); err != nil {
			return session.Grant{}, err
		}
	}
	grant, err := a.run(ctx)
	if err != nil {
		return session.Grant{}, err
	}
	return grant, p.set(ctx, tx, token.Email, hash)
}

// Change gives the user of a session another password, or a first one beside the accounts with providers. It needs a recent sign-in, and the
// password that there is.
func (p *Passwords) Change(ctx context.Context, c session.PasswordChange) (session.Grant, error) {
	own, err := p.sessions.find(ctx, c.Token)
	if err != nil {
		return session.Grant{}, err
	}
	if own == nil {
		return session.Grant{}, errNotSignedIn()
	}
	if err := p.sessions.checkRecent(own); err != nil {
		return session.Grant{}, err
	}
	user, ok, err := p.store.FindPasswordOf(ctx, own.User)
	if err != nil {
		return session.Grant{}, err
	}
	if !ok || !canSignIn(user.Email) {
		return session.Grant{}, errs.Precondition("MAIL_REQUIRED", "a password needs a mail address of ASCII characters, and no provider has verified one of this user")
	}
	if err := p.checkOld(ctx, user, c); err != nil {
		return session.Grant{}, err
	}
	hash, err := p.choose(ctx, *user.Email, c.New)
	if err != nil {
		return session.Grant{}, err
	}
	var grant session.Grant
	err = p.store.InPasswordTx(ctx, func(tx PasswordTx) error {
		grant, err = p.change(ctx, tx, user, own, c, hash)
		return err
	})
	if err == nil {
		p.tellChanged(ctx, *user.Email)
	}
	return granted(grant, err)
}

// checkOld checks the password that a user has.
func (p *Passwords) checkOld(ctx context.Context, user PasswordUser, c session.PasswordChange) error {
	if user.Hash == "" {
		return nil
	}
	if err := checkLength(c.Old, 0); err != nil {
		return err
	}
	if err := p.tries.count(ctx, passwordThrottles(*user.Email, c.IP)); err != nil {
		return err
	}
	ok, _, err := p.hasher.Check(ctx, c.Old, user.Hash)
	if err != nil {
		return busy(err)
	}
	if !ok {
		return errs.Denied("PASSWORD_WRONG", "the old password is wrong")
	}
	return nil
}

func (p *Passwords) change(ctx context.Context, tx PasswordTx, user PasswordUser, own *Session, c session.PasswordChange, hash string) (session.Grant, error) {
	a := p.admission(tx, user.User, own, c.Agent, c.IP)
	if _, err := tx.LockAccounts(ctx, user.ID); err != nil {
		return session.Grant{}, err
	}
	now, _, err := tx.FindPasswordOf(ctx, user.ID)
	if err != nil {
		return session.Grant{}, err
	}
	if now.Hash != user.Hash {
		return session.Grant{}, errs.Conflict()
	}
	if user.Hash == "" {
		a.link = true
	} else {
		ended, err := tx.EndSession(ctx, own.User, own.ID)
		if err != nil {
			return session.Grant{}, err
		}
		if !ended { // elsewhere, meanwhile
			return session.Grant{}, errNotSignedIn()
		}
		if err := endSessions(ctx, tx, user.ID, "password change"); err != nil {
			return session.Grant{}, err
		}
		if err := p.tries.forgive(ctx, tx, passwordThrottles(*user.Email, c.IP)); err != nil {
			return session.Grant{}, err
		}
	}
	grant, err := a.run(ctx)
	if err != nil {
		return session.Grant{}, err
	}
	return grant, p.set(ctx, tx, *user.Email, hash)
}

// endSessions ends all sessions of a user.
func endSessions(ctx context.Context, tx PasswordTx, user uuid.UUID, why string) error {
	if err := tx.EndOtherSessions(ctx, user, uuid.Nil); err != nil {
		return err
	}
	return tx.RecordEvent(ctx, Event{Kind: "session_end", User: user, Detail: why})
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

// tellChanged tells a user that the account has a new password: perhaps somebody else has done it.
func (p *Passwords) tellChanged(ctx context.Context, email string) {
	err := p.letters.add(ctx, func(ctx context.Context) error { return p.ports.Send(ctx, Letter{Kind: ChangedLetter, To: email}) })
	if err != nil {
		p.log.LogAttrs(ctx, slog.LevelError, "a mail was not sent", slog.String("error", err.Error()))
	}
}

// granted returns a session, unless the transaction that begins it has failed.
func granted(grant session.Grant, err error) (session.Grant, error) {
	if err != nil {
		return session.Grant{}, err
	}
	return grant, nil
}

// parseMail returns an address as users have it. Others than ASCII are refused: two of them can look the same.
func parseMail(text string) (string, error) {
	email := CleanEmail(strings.TrimSpace(text))
	if !format.Email(email) || strings.ContainsFunc(email, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return "", errs.Invalid("email", "must be a mail address")
	}
	return email, nil
}

// canSignIn reports whether the owner of a mail address that a provider has verified can sign in with it and a password.
func canSignIn(email *string) bool {
	if email == nil {
		return false
	}
	typed, err := parseMail(*email)
	return err == nil && typed == *email
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

func errLinkInvalid() error {
	return &errs.Error{Kind: errs.KindInvalid, Reason: "LINK_INVALID", Message: "this link is no good any more: ask for another one"}
}
