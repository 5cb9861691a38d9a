package authn_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/authn"
	"github.com/svcgen/svcgen/templates/core/platform/signintest"
	"github.com/svcgen/svcgen/testdata/memstore"
)

func TestAttacks(t *testing.T) { attack(t, providers...) }

func TestAttacksWithOneProvider(t *testing.T) {
	for _, provider := range providers {
		t.Run(provider, func(t *testing.T) { attack(t, provider) })
	}
}

// attack attacks a gateway where people sign in with these providers.
func attack(t *testing.T, providers ...string) {
	t.Helper()
	const cache = 10 * time.Millisecond
	w := newWorld(t, func(cfg *authn.Config, _ *authn.Options) { cfg.SessionCache = cache })
	signintest.Run(t, signintest.Accounts{Provider: w.idp, Providers: providers, Target: signintest.Target{
		URL: w.url, Transport: http.DefaultTransport, Workspace: "forum", Cache: cache,
		Age: func(_ *testing.T, id uuid.UUID, d time.Duration) {
			w.store.Update(func(r memstore.Rows) {
				row := r.Sessions[id]
				row.AuthTime, row.UseTime = row.AuthTime.Add(-d), row.UseTime.Add(-d)
				row.ExpireTime, row.EndTime = row.ExpireTime.Add(-d), row.EndTime.Add(-d)
				r.Sessions[id] = row
			})
		},
		Disable: func(_ *testing.T, user uuid.UUID) {
			w.store.Update(func(r memstore.Rows) { r.Users[user] = memstore.User{User: r.Users[user].User, Disabled: true} })
		},
	}})
}
