package signin_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/session"
	"github.com/svcgen/svcgen/templates/core/platform/signin"
)

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
