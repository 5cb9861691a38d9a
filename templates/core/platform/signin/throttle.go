package signin

import (
	"context"
	"crypto/sha256"
	"net/netip"
	"time"

	"github.com/google/uuid"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// throttleTime is how long something tried is remembered.
const throttleTime = time.Hour

// throttle makes strangers wait who try something too often.
type throttle struct {
	key     string        // what is tried, on which account, from where
	free    int32         // tries without a wait
	longest time.Duration // of a wait
}

// id returns the key as it is stored: nobody reads in the database who was tried from where.
func (t throttle) id() uuid.UUID {
	digest := sha256.Sum256([]byte(t.key))
	return uuid.UUID(digest[:16])
}

// passwordThrottles are for a password of somebody. From one network a few tries are free, for the typing errors of the owner. From all
// networks together there are more, and the wait is short, so that no stranger keeps the owner out. The last one is for who tries everybody.
func passwordThrottles(email, ip string) []throttle {
	from := network(ip)
	return []throttle{
		{"password " + email + " " + from, 5, 15 * time.Minute},
		{"password " + email, 50, 30 * time.Second},
		{"password from " + from, 100, 15 * time.Minute},
	}
}

// mailThrottles are for mails to somebody, about a sign-up or a reset. These are apart, so that no stranger keeps the owner from the link of
// a reset by signing the address up again and again. Whoever asks for a reset, the owner gets its link.
func mailThrottles(about, email, ip string) []throttle {
	return []throttle{
		{"mail " + about + " " + email, 5, 15 * time.Minute},
		{"mail from " + network(ip), 50, 15 * time.Minute},
	}
}

// linkThrottles are for the use of a link. Each try hashes a password, and one that is refused in the end, by the rule of who may sign in for
// example, leaves the link good.
func linkThrottles(id uuid.UUID, ip string) []throttle {
	return []throttle{
		{"link " + id.String(), 10, 15 * time.Minute},
		{"link from " + network(ip), 50, 15 * time.Minute},
	}
}

// network returns what one party is taken to have: an IPv4 address, or 2^64 addresses of IPv6.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ""
	}
	if addr = addr.Unmap().WithZone(""); addr.Is4() {
		return addr.String()
	}
	prefix, _ := addr.Prefix(64) // it has 128
	return prefix.String()
}

// tries counts what is tried.
type tries struct {
	store PasswordStore
	now   func() time.Time
}

// count counts a try before it is made, so that many at once are no way around. The error says how long to wait.
func (c tries) count(ctx context.Context, throttles []throttle) error {
	now := c.now()
	return c.store.InPasswordTx(ctx, func(tx PasswordTx) error {
		var wait time.Duration
		counted := make([]Attempts, len(throttles))
		for i, t := range throttles { // always in this order, so that no two transactions wait for each other
			a, err := tx.LockAttempts(ctx, t.id(), now)
			if err != nil {
				return err
			}
			wait = max(wait, a.FreeTime.Sub(now))
			if now.Sub(a.LastTime) > throttleTime {
				a.Count = 0
			}
			a.Count++
			a.LastTime, a.FreeTime = now, now.Add(t.wait(a.Count))
			counted[i] = a
		}
		if wait > 0 {
			return errTooMany(wait)
		}
		for _, a := range counted {
			if err := tx.SaveAttempts(ctx, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// wait returns how long to wait after a number of tries: 2 s, 4 s, 8 s …
func (t throttle) wait(count int32) time.Duration {
	over := count - t.free
	if over < 0 {
		return 0
	}
	return min(t.longest, 2*time.Second<<min(over, 20))
}

// forgive takes back what count has counted for a password that was right. What was tried on the account is forgotten; from the network one
// try is, because who tries everybody may have an account, too.
func (c tries) forgive(ctx context.Context, tx PasswordTx, throttles []throttle) error {
	now := c.now()
	for i, t := range throttles {
		a, err := tx.LockAttempts(ctx, t.id(), now)
		if err != nil {
			return err
		}
		a.Count = max(0, a.Count-1)
		if i < len(throttles)-1 {
			a.Count = 0
		}
		a.LastTime, a.FreeTime = now, now.Add(t.wait(a.Count))
		if err := tx.SaveAttempts(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// SweepPasswords deletes links that are no good any more, and what was tried too long ago to count.
func SweepPasswords(ctx context.Context, store PasswordStore, now time.Time) error {
	return store.SweepPasswords(ctx, now, now.Add(-throttleTime))
}

// errTooMany says how long to wait.
func errTooMany(wait time.Duration) error {
	s := status.New(codes.ResourceExhausted, "too many attempts: wait, then try again")
	with, err := s.WithDetails(&errdetails.ErrorInfo{Reason: "TOO_MANY_ATTEMPTS", Domain: "identity"}, &errdetails.RetryInfo{RetryDelay: durationpb.New(wait)})
	if err != nil {
		return s.Err()
	}
	return with.Err()
}
