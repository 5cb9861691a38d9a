package signin

import (
	"context"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// admission is one transaction that begins a session.
type admission struct {
	tx       Tx
	sessions *Sessions
	who      person
	own      *Session // that the browser has; nil if it has none
	link     bool     // the user of own gets the account, which is another one to sign in with

	agent, ip string // of the browser
}

func (a *admission) run(ctx context.Context) (session.Grant, error) {
	user, err := a.user(ctx)
	if err != nil {
		return session.Grant{}, err
	}
	if a.own != nil {
		ended, err := a.tx.EndSession(ctx, a.own.User, a.own.ID)
		if err != nil {
			return session.Grant{}, err
		}
		if !ended && a.link { // it has ended elsewhere, meanwhile
			return session.Grant{}, errNotSignedIn()
		}
	}
	grant, id, err := a.sessions.begin(ctx, a.tx, user, a.agent, a.ip)
	if err != nil {
		return session.Grant{}, err
	}
	if err := a.tx.SetSignInTime(ctx, user, a.sessions.now()); err != nil {
		return session.Grant{}, err
	}
	event := Event{Kind: "sign_in", User: user, Session: id, IP: a.ip, Agent: a.agent, Detail: a.who.key.Provider}
	if a.link {
		event.Kind = "link"
	}
	return grant, a.tx.RecordEvent(ctx, event)
}

// user returns whose session begins: the one who has the account. The mail address plays no part in it, because who has the address today
// need not be who had it when the account was made.
func (a *admission) user(ctx context.Context) (uuid.UUID, error) {
	user, disabled, known, err := a.tx.FindAccount(ctx, a.who.key)
	if err != nil {
		return uuid.Nil, err
	}
	account := Account{AccountKey: a.who.key, User: user.ID, Email: a.who.email, CreateTime: a.sessions.now()}
	if a.link {
		account.User = a.own.User
		if err := a.give(ctx, account, known, user.ID); err != nil {
			return uuid.Nil, err
		}
		return account.User, a.tx.CheckSignIn(ctx, Login{User: User{ID: account.User, Name: a.who.name}, Account: account})
	}
	if !known {
		user = User{ID: ids.New(), Email: a.who.email, Name: a.who.name}
		account.User = user.ID
		if err := a.create(ctx, user, account); err != nil {
			return uuid.Nil, err
		}
	}
	if disabled {
		return uuid.Nil, errDisabled()
	}
	return user.ID, a.tx.CheckSignIn(ctx, Login{User: user, Account: account, New: !known})
}

// create makes a user with an account.
func (a *admission) create(ctx context.Context, user User, account Account) error {
	if ok, err := a.tx.CreateUser(ctx, user); err != nil {
		return err
	} else if !ok {
		return errMailTaken()
	}
	return a.add(ctx, account)
}

// give gives the account to the user who is signed in, unless another user, owner, has it.
func (a *admission) give(ctx context.Context, account Account, known bool, owner uuid.UUID) error {
	switch {
	case !known:
		return a.add(ctx, account)
	case owner != account.User:
		return errAccountTaken()
	default:
		return nil
	}
}

func (a *admission) add(ctx context.Context, account Account) error {
	ok, err := a.tx.CreateAccount(ctx, account)
	if err == nil && !ok {
		return errs.Conflict()
	}
	return err
}

func errNotSignedIn() error {
	return errs.Unauthenticated("SIGN_IN_REQUIRED", "sign in first")
}

func errNotRecent() error {
	return errs.Denied("RECENT_SIGN_IN_REQUIRED", "sign in again: this needs a sign-in of the last ten minutes")
}

func errDisabled() error {
	return errs.Denied("USER_DISABLED", "this user may not sign in")
}

func errMailTaken() error {
	return &errs.Error{
		Kind: errs.KindExists, Reason: "ACCOUNT_EXISTS",
		Message: "another user has this mail address: sign in as before, then link the account",
	}
}

func errAccountTaken() error {
	return &errs.Error{Kind: errs.KindExists, Reason: "ACCOUNT_TAKEN", Message: "another user signs in with this account"}
}
