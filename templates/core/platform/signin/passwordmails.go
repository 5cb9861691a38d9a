package signin

import (
	"context"
	"log/slog"
	"strings"
	"unicode/utf8"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

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

// tellChanged tells a user that the account has a new password: perhaps somebody else has done it.
func (p *Passwords) tellChanged(ctx context.Context, email string) {
	err := p.letters.add(ctx, func(ctx context.Context) error { return p.ports.Send(ctx, Letter{Kind: ChangedLetter, To: email}) })
	if err != nil {
		p.log.LogAttrs(ctx, slog.LevelError, "a mail was not sent", slog.String("error", err.Error()))
	}
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
