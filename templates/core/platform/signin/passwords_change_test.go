package signin_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"golang.org/x/crypto/argon2"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
	"github.com/svcgen/svcgen/testdata/memstore"
)

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
