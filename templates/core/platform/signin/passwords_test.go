package signin_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/memstore"
)

const (
	aliceMail = "alice@example.com"
	aliceIP   = "192.0.2.1"
	alicePass = "correct horse battery staple"
	otherPass = "a wholly different thing"
)

// desk is the service with a store and the letters that it sends.
type desk struct {
	*signin.Passwords

	service *signin.Service
	store   *memstore.Store
	check   func(email, password string) error // may be nil
	mu      sync.Mutex
	letters []signin.Letter
}

func newDesk() *desk {
	d := &desk{}
	d.service, d.store = newService()
	d.Passwords = signin.NewPasswords(d.service.Sessions, d.store, signin.PasswordPorts{
		Check: func(_ context.Context, email, password string) error {
			if d.check == nil {
				return nil
			}
			return d.check(email, password)
		},
		Send: func(_ context.Context, l signin.Letter) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.letters = append(d.letters, l)
			return nil
		},
	}, slog.New(slog.DiscardHandler))
	return d
}

// letter waits for all letters and takes the last one.
func (d *desk) letter(t *testing.T) signin.Letter {
	t.Helper()
	d.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.letters) == 0 {
		t.Fatal("there is no letter")
	}
	last := d.letters[len(d.letters)-1]
	d.letters = nil
	return last
}

// signUp makes the user of aliceMail, with alicePass.
func (d *desk) signUp(t *testing.T) session.Grant {
	t.Helper()
	if err := d.SignUp(t.Context(), session.MailRequest{Email: aliceMail, AppURL: "https://app.example.com", IP: aliceIP}); err != nil {
		t.Fatal(err)
	}
	l := d.letter(t)
	if l.Kind != signin.SignUpLetter || l.To != aliceMail || l.App != "https://app.example.com" {
		t.Fatalf("the letter is %+v", l)
	}
	grant, err := d.Confirm(t.Context(), session.Confirmation{MailToken: l.Token, Password: alicePass, Name: " Alice\n"})
	if err != nil {
		t.Fatal(err)
	}
	return grant
}

// try returns the error of a sign-in.
func (d *desk) try(ctx context.Context, email, password, ip string) error {
	_, err := d.SignIn(ctx, session.PasswordSignIn{Email: email, Password: password, IP: ip})
	return err
}

func wantReason(t *testing.T, err error, reason string) {
	t.Helper()
	if e, ok := errors.AsType[*errs.Error](err); !ok || e.Reason != reason {
		t.Errorf("the error is %v, want %s", err, reason)
	}
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	d := newDesk()
	grant := d.signUp(t)
	if !resolve(t, d.service, grant.Token) {
		t.Error("who has signed up is not signed in")
	}
	if err := d.try(t.Context(), " Alice@Example.com", alicePass, aliceIP); err != nil {
		t.Error(err)
	}
	wantReason(t, d.try(t.Context(), aliceMail, otherPass, aliceIP), "SIGN_IN_FAILED")
	rows := d.store.Rows()
	for _, user := range rows.Users {
		if user.Name != "Alice" || user.Email == nil || *user.Email != aliceMail {
			t.Errorf("the user is %+v", user)
		}
	}
	if text := fmt.Sprintf("%+v", rows); len(rows.Users) != 1 || strings.Contains(text, alicePass) {
		t.Errorf("the rows are %s", text)
	}
	if kinds := eventKinds(rows); !slices.Equal(kinds, []string{"sign_in password", "sign_in password"}) {
		t.Errorf("the events are %v", kinds)
	}
}

func eventKinds(rows memstore.Rows) []string {
	var all []string
	for _, e := range rows.Events {
		all = append(all, e.Kind+" "+e.Detail)
	}
	return all
}

// TestSamePasswordWork holds that a sign-in does the same for a wrong password as for an address that nobody has.
func TestSamePasswordWork(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.signUp(t)
	methods := []string{"FindPassword", "FindPasswordOf", "FindAccount", "LockAttempts", "SaveAttempts", "FindSession", "SetPassword", "RecordEvent"}
	calls := func(email string) []int {
		counts := make([]int, len(methods))
		for i, m := range methods {
			counts[i] = -d.store.Calls(m)
		}
		wantReason(t, d.try(t.Context(), email, otherPass, aliceIP), "SIGN_IN_FAILED")
		for i, m := range methods {
			counts[i] += d.store.Calls(m)
		}
		return counts
	}
	if known, unknown := calls(aliceMail), calls("nobody@example.com"); !slices.Equal(known, unknown) || known[0] != 1 {
		t.Errorf("of %v, %v calls for a known address, %v for another one", methods, known, unknown)
	}
}

// TestMailsAreWrittenLater holds that the answer does not wait for what depends on the address.
func TestMailsAreWrittenLater(t *testing.T) {
	t.Parallel()
	d := newDesk()
	release := make(chan struct{})
	d.store.Fail = func(method string) error {
		if method == "FindPassword" {
			<-release
		}
		return nil
	}
	for _, ask := range []func(context.Context, session.MailRequest) error{d.SignUp, d.SendReset} {
		answered := make(chan error, 1)
		go func() { answered <- ask(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}) }()
		select {
		case err := <-answered:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(time.Minute):
			t.Error("the answer waits")
		}
		release <- struct{}{} // the store is one lock: the next request needs it
	}
	d.Close()
}

// TestThrottleEverywhere guesses from ever new addresses: the wait is short, and so it stays for the owner.
// TestThrottleNetworks holds what counts as one party.
// TestThrottleSpraying tries one password on everybody, with an account of one's own to take attempts back.
// TestSignUpsDoNotStopResets signs the owner of an address up from ever new addresses.
// TestHashBeforeTransaction holds that a link is taken when its password has been checked and hashed: both take long, and a transaction holds
// a connection.
// TestThrottleLinks uses links whose owner the rule of who may sign in refuses, so that they stay good: each use hashes a password.
// TestPasswordChangesDuringSignIn holds that the old password lets nobody in whose password changes while it is hashed.
// TestRehash holds that a password is hashed anew when its hash is weaker than those of today.
// TestFailedConfirmLeavesNothing lets each step of the transaction fail: the link is still good afterwards.
func TestCheckPassword(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.check = func(email, password string) error {
		if email == aliceMail && password == otherPass {
			return errs.Invalid("password", "was stolen elsewhere")
		}
		return nil
	}
	grant := d.signUp(t)
	if err := d.SendReset(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
		t.Fatal(err)
	}
	l := d.letter(t)
	if _, err := d.Confirm(t.Context(), session.Confirmation{MailToken: l.Token, Password: otherPass}); err == nil {
		t.Error("a reset takes it")
	}
	if _, err := d.Change(t.Context(), session.PasswordChange{Old: alicePass, New: otherPass, Token: grant.Token}); err == nil {
		t.Error("a change takes it")
	}
}

// TestUnlinkedPassword holds that nobody gets back in by a password, or a link, of an account that was unlinked.
// TestFirstPassword gives a user of a provider a password.
func TestSweepPasswords(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		if err := d.SignUp(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
			t.Fatal(err)
		}
		d.Close()
		sweep := func() (tokens, attempts int) {
			if err := signin.SweepPasswords(t.Context(), d.store, time.Now()); err != nil {
				t.Fatal(err)
			}
			return len(d.store.Rows().MailTokens), len(d.store.Rows().Attempts)
		}
		if tokens, attempts := sweep(); tokens != 1 || attempts != 2 {
			t.Errorf("%d tokens, %d attempts", tokens, attempts)
		}
		time.Sleep(31 * time.Minute)
		if tokens, attempts := sweep(); tokens != 0 || attempts != 2 {
			t.Errorf("after half an hour: %d tokens, %d attempts", tokens, attempts)
		}
		time.Sleep(31 * time.Minute)
		if _, attempts := sweep(); attempts != 0 {
			t.Errorf("after an hour: %d attempts", attempts)
		}
	})
}

// TestUnknownReset holds that nobody without an account gets mails by the will of others.
func TestUnknownReset(t *testing.T) {
	t.Parallel()
	d := newDesk()
	if err := d.SendReset(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
		t.Fatal(err)
	}
	if d.Close(); len(d.letters) != 0 || len(d.store.Rows().MailTokens) != 0 {
		t.Errorf("the letters are %+v", d.letters)
	}
}
