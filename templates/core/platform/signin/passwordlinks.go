package signin

import (
	"context"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

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

func errLinkInvalid() error {
	return &errs.Error{Kind: errs.KindInvalid, Reason: "LINK_INVALID", Message: "this link is no good any more: ask for another one"}
}
