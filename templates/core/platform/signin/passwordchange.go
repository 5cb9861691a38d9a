package signin

import (
	"context"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

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
		return session.Grant{}, errs.Precondition("MAIL_REQUIRED", "this user has no mail address to sign in with")
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
