package signin_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"
	"golang.org/x/crypto/argon2"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
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
		case <-time.After(10 * time.Second):
			t.Error("the answer waits")
		}
		release <- struct{}{} // the store is one lock: the next request needs it
	}
	d.Close()
}

func TestLettersAreLimited(t *testing.T) {
	t.Parallel()
	d := newDesk()
	release := make(chan struct{})
	blocked := signin.NewPasswords(d.service.Sessions, d.store, signin.PasswordPorts{
		Send: func(context.Context, signin.Letter) error { <-release; return nil },
	}, slog.New(slog.DiscardHandler))
	var last error
	for i := range 65 {
		last = blocked.SignUp(t.Context(), session.MailRequest{Email: fmt.Sprintf("p%d@example.com", i), IP: fmt.Sprintf("192.0.2.%d", i)})
	}
	wantReason(t, last, "OVERLOADED")
	close(release)
	blocked.Close()
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		d.signUp(t)
		wait := func(email, ip string) bool {
			return status.Code(d.try(t.Context(), email, otherPass, ip)) == codes.ResourceExhausted
		}
		for i := range 5 {
			if wait(aliceMail, aliceIP) {
				t.Fatalf("attempt %d has to wait", i+1)
			}
		}
		for _, s := range []int{2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900} {
			time.Sleep(time.Duration(s)*time.Second - time.Millisecond)
			if !wait(aliceMail, aliceIP) {
				t.Errorf("%d s are less", s)
			}
			time.Sleep(time.Millisecond)
			if wait(aliceMail, aliceIP) {
				t.Errorf("%d s are not enough", s)
			}
		}
		if status.Code(d.try(t.Context(), aliceMail, alicePass, aliceIP)) != codes.ResourceExhausted {
			t.Error("the right password needs no wait")
		}
		if err := d.try(t.Context(), aliceMail, alicePass, "198.51.100.7"); err != nil {
			t.Errorf("the owner is out elsewhere, too: %v", err)
		}
		time.Sleep(time.Hour + time.Second)
		for range 5 {
			if wait(aliceMail, aliceIP) {
				t.Fatal("it is remembered for more than an hour")
			}
		}
	})
}

// TestThrottleEverywhere guesses from ever new addresses: the wait is short, and so it stays for the owner.
func TestThrottleEverywhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		d.signUp(t)
		tried := 0
		for i := range 200 {
			if status.Code(d.try(t.Context(), aliceMail, otherPass, fmt.Sprintf("198.51.100.%d", i))) != codes.ResourceExhausted {
				tried++
			}
		}
		if tried != 50 {
			t.Errorf("%d are tried", tried)
		}
		for range 10 {
			time.Sleep(30 * time.Second)
			_ = d.try(t.Context(), aliceMail, otherPass, "198.51.100.1")
		}
		time.Sleep(30 * time.Second)
		if err := d.try(t.Context(), aliceMail, alicePass, aliceIP); err != nil {
			t.Errorf("the owner is out: %v", err)
		}
	})
}

// TestThrottleNetworks holds what counts as one party.
func TestThrottleNetworks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		ip   func(i int) string
		free bool
	}{
		{"one network of IPv6", func(i int) string { return fmt.Sprintf("2001:db8:0:1::%x", i+1) }, false},
		{"many networks of IPv6", func(i int) string { return fmt.Sprintf("2001:db8:0:%x::1", i+1) }, true},
		{"IPv4, written as IPv6", func(i int) string { return []string{"192.0.2.1", "::ffff:192.0.2.1"}[i%2] }, false},
		{"addresses of IPv4", func(i int) string { return fmt.Sprintf("192.0.2.%d", i) }, true},
		{"unknown", func(int) string { return "" }, false},
	} {
		d := newDesk()
		var last error
		for i := range 8 {
			last = d.try(t.Context(), aliceMail, otherPass, test.ip(i))
		}
		if free := status.Code(last) != codes.ResourceExhausted; free != test.free {
			t.Errorf("%s: %v", test.name, last)
		}
	}
}

// TestThrottleSpraying tries one password on everybody, with an account of one's own to take attempts back.
func TestThrottleSpraying(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		d.signUp(t)
		tried := 0
		for i := range 130 {
			if i%10 == 0 {
				_ = d.try(t.Context(), aliceMail, alicePass, aliceIP)
			}
			if status.Code(d.try(t.Context(), fmt.Sprintf("p%d@example.com", i), otherPass, aliceIP)) != codes.ResourceExhausted {
				tried++
			}
		}
		if tried > 101 {
			t.Errorf("%d are tried", tried)
		}
	})
}

// TestSignUpsDoNotStopResets signs the owner of an address up from ever new addresses.
func TestSignUpsDoNotStopResets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		d.signUp(t)
		for i := range 20 {
			err := d.SignUp(t.Context(), session.MailRequest{Email: aliceMail, IP: fmt.Sprintf("198.51.100.%d", i)})
			if refused := status.Code(err) == codes.ResourceExhausted; refused != (i >= 4) { // the owner has signed up, too
				t.Errorf("sign-up %d: %v", i+1, err)
			}
		}
		if l := d.letter(t); l.Kind != signin.KnownLetter {
			t.Errorf("the letter is %+v", l)
		}
		if err := d.SendReset(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
			t.Fatal(err)
		}
		if l := d.letter(t); l.Kind != signin.ResetLetter {
			t.Errorf("the letter is %+v", l)
		}
	})
}

// TestHashBeforeTransaction holds that a link is taken when its password has been checked and hashed: both take long, and a transaction holds
// a connection.
func TestHashBeforeTransaction(t *testing.T) {
	t.Parallel()
	d := newDesk()
	taken, checked := false, 0
	d.store.Fail = func(called string) error { taken = taken || called == "TakeMailToken"; return nil }
	d.check = func(string, string) error {
		if checked++; taken {
			t.Error("the transaction has begun")
		}
		return nil
	}
	if d.signUp(t); !taken || checked != 1 {
		t.Errorf("the link is taken: %t, the password is checked %d times", taken, checked)
	}
}

// TestThrottleLinks uses links whose owner the rule of who may sign in refuses, so that they stay good: each use hashes a password.
func TestThrottleLinks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		links int
		ip    func(i int) string
		want  int
	}{
		{"one link from everywhere", 1, func(i int) string { return fmt.Sprintf("198.51.100.%d", i) }, 10},
		{"many links from one network", 20, func(i int) string { return fmt.Sprintf("2001:db8:0:1::%x", i+1) }, 50},
	} {
		synctest.Test(t, func(t *testing.T) {
			d := newDesk()
			hashed := 0
			d.check = func(string, string) error { hashed++; return nil } // what is asked before the hash
			d.store.Fail = func(called string) error {
				if called == "CheckSignIn" {
					return errs.Denied("NOT_INVITED", "you are not invited")
				}
				return nil
			}
			tokens := make([]string, test.links)
			for i := range tokens {
				if err := d.SignUp(t.Context(), session.MailRequest{Email: fmt.Sprintf("p%d@example.com", i), IP: aliceIP}); err != nil {
					t.Fatal(err)
				}
				tokens[i] = d.letter(t).Token
			}
			var err error
			for i := range 100 {
				_, err = d.Confirm(t.Context(), session.Confirmation{MailToken: tokens[i%len(tokens)], Password: alicePass, IP: test.ip(i)})
			}
			if status.Code(err) != codes.ResourceExhausted || hashed != test.want {
				t.Errorf("%s: %d passwords are hashed, the last error is %v", test.name, hashed, err)
			}
		})
	}
}

// TestPasswordChangesDuringSignIn holds that the old password lets nobody in whose password changes while it is hashed.
func TestPasswordChangesDuringSignIn(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.signUp(t)
	changed := make(chan struct{})
	var once sync.Once
	d.store.Fail = func(method string) error {
		if method == "FindPassword" {
			once.Do(func() {
				go func() {
					d.store.Update(func(r memstore.Rows) { r.Passwords[signin.PasswordKey(aliceMail)] = "another" })
					close(changed)
				}()
			})
		}
		return nil
	}
	err := d.try(t.Context(), aliceMail, alicePass, aliceIP)
	<-changed
	wantReason(t, err, "SIGN_IN_FAILED")
	if n := len(d.store.Rows().Sessions); n != 1 {
		t.Errorf("there are %d sessions, want that of the sign-up", n)
	}
}

// TestRehash holds that a password is hashed anew when its hash is weaker than those of today.
func TestRehash(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.signUp(t)
	salt := []byte("0123456789abcdef")
	encode := base64.RawStdEncoding.EncodeToString
	weak := "$argon2id$v=19$m=1024,t=1,p=1$" + encode(salt) + "$" + encode(argon2.IDKey([]byte(alicePass), salt, 1, 1024, 1, 32))
	d.store.Update(func(r memstore.Rows) { r.Passwords[signin.PasswordKey(aliceMail)] = weak })
	wantReason(t, d.try(t.Context(), aliceMail, otherPass, aliceIP), "SIGN_IN_FAILED")
	for range 2 {
		if err := d.try(t.Context(), aliceMail, alicePass, aliceIP); err != nil {
			t.Fatal(err)
		}
		if stored := d.store.Rows().Passwords[signin.PasswordKey(aliceMail)]; !strings.Contains(stored, "m=19456,t=2,p=1") {
			t.Errorf("%s is stored", stored)
		}
	}
}

// TestFailedConfirmLeavesNothing lets each step of the transaction fail: the link is still good afterwards.
func TestFailedConfirmLeavesNothing(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"CreateUser", "CreateAccount", "CheckSignIn", "CreateSession", "SetSignInTime", "RecordEvent", "SetPassword", "DeleteMailTokens"} {
		d := newDesk()
		if err := d.SignUp(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
			t.Fatal(err)
		}
		token := d.letter(t).Token
		failing := true
		d.store.Fail = func(called string) error {
			if failing && called == method {
				return errors.New("disk full")
			}
			return nil
		}
		if _, err := d.Confirm(t.Context(), session.Confirmation{MailToken: token, Password: alicePass}); err == nil {
			t.Errorf("%s fails, and the sign-up does not", method)
		}
		if rows := d.store.Rows(); len(rows.Users)+len(rows.Accounts)+len(rows.Sessions)+len(rows.Events)+len(rows.Passwords) != 0 {
			t.Errorf("%s fails and leaves %+v", method, rows)
		}
		failing = false
		if _, err := d.Confirm(t.Context(), session.Confirmation{MailToken: token, Password: alicePass}); err != nil {
			t.Errorf("after %s: %v", method, err)
		}
	}
}

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
func TestUnlinkedPassword(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.signUp(t)
	var user uuid.UUID
	var own signin.Session
	for _, row := range d.store.Rows().Sessions {
		user, own = row.User, row
	}
	google := signin.AccountKey{Provider: "google", Issuer: "https://accounts.google.com", Subject: "1"}
	if _, err := d.store.CreateAccount(t.Context(), signin.Account{AccountKey: google, User: user}); err != nil {
		t.Fatal(err)
	}
	if err := d.SendReset(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
		t.Fatal(err)
	}
	token := d.letter(t).Token
	ctx := auth.With(t.Context(), auth.Caller{User: user, Session: own.ID.String()})
	if err := d.service.Unlink(ctx, signin.PasswordKey(aliceMail).ID()); err != nil {
		t.Fatal(err)
	}
	wantReason(t, d.try(t.Context(), aliceMail, alicePass, aliceIP), "SIGN_IN_FAILED")
	_, err := d.Confirm(t.Context(), session.Confirmation{MailToken: token, Password: otherPass})
	wantReason(t, err, "LINK_INVALID")
	if err := d.SendReset(t.Context(), session.MailRequest{Email: aliceMail, IP: aliceIP}); err != nil {
		t.Fatal(err)
	}
	if l := d.letter(t); l.Kind != signin.KnownLetter || l.Token != "" {
		t.Errorf("the letter is %+v", l)
	}
}

// TestFirstPassword gives a user of a provider a password.
func TestFirstPassword(t *testing.T) {
	t.Parallel()
	d := newDesk()
	token, row := begin(t, d.store, uuid.Nil)
	verify := func(email *string) {
		d.store.Update(func(r memstore.Rows) {
			user := r.Users[row.User]
			user.Email = email
			r.Users[row.User] = user
		})
	}
	for _, email := range []*string{nil, new("jürgen@example.com"), new("alice"), new(" " + aliceMail)} {
		verify(email)
		_, err := d.Change(t.Context(), session.PasswordChange{New: alicePass, Token: token})
		wantReason(t, err, "MAIL_REQUIRED")
	}
	verify(new(aliceMail))
	grant, err := d.Change(t.Context(), session.PasswordChange{New: alicePass, Token: token})
	if err != nil {
		t.Fatal(err)
	}
	if resolve(t, d.service, token) || !resolve(t, d.service, grant.Token) {
		t.Error("the session is the one of before")
	}
	if l := d.letter(t); l.Kind != signin.ChangedLetter || l.To != aliceMail {
		t.Errorf("the owner is told by %+v", l)
	}
	if err := d.try(t.Context(), aliceMail, alicePass, aliceIP); err != nil {
		t.Error(err)
	}
	if kinds := eventKinds(d.store.Rows()); !slices.Equal(kinds, []string{"link password", "sign_in password"}) {
		t.Errorf("the events are %v", kinds)
	}
}

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
