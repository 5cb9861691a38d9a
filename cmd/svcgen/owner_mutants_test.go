package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

var mutants = flag.Bool("mutants", false, "take lines out of workspaces, one at a time, to see that their tests find it")

// TestOwnerMutants takes one part of the rules about owners out of the golden workspace meter at a time: it compiles, and the generated tests
// fail.
func TestOwnerMutants(t *testing.T) {
	if !*mutants {
		t.Skip("takes minutes: go test ./cmd/svcgen -run TestOwnerMutants -mutants -timeout 60m")
	}
	const (
		useCases = "services/pricing/internal/pricing/"
		store    = "services/pricing/internal/postgres/"
		rules    = "services/pricing/internal/rpc/rules.gen.go"
		own      = "platform/auth/own.go"
		scope    = "); only {"
		ignored  = "); only && false {"
	)
	dir := filepath.Join(t.TempDir(), "meter")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(goldenDir, "meter", "want"))); err != nil {
		t.Fatal(err)
	}
	t.Setenv("REQUIRE_DB", "1")
	test := []string{"test", "./tests/integration", "./" + store, "-run", "TestOwners|TestRules|Owner$"}
	run(t, dir, "go", test...)
	for _, m := range []struct {
		name, file string
		nth        int // of the places with old, from 0
		old, new   string
	}{
		{"predicate of a get", store + "db/contract.gen.sql.go", 0, "customer = $2::uuid\n", "$2::uuid IS NOT NULL\n"},
		{"predicate of changes", store + "db/contract.gen.sql.go", 0, "customer = $2::uuid FOR", "$2::uuid IS NOT NULL FOR"},
		{"predicate of references", store + "db/contract.gen.sql.go", 0, "customer = $2::uuid)", "$2::uuid IS NOT NULL)"},
		{"predicate of a list", store + "contract.gen.go", 0, `"customer = " + user`, `user + "::uuid IS NOT NULL"`},
		{"predicate of a nested get", store + "db/payment.gen.sql.go", 0, "contracts.customer = $2::uuid)\n", "$2::uuid IS NOT NULL)\n"},
		{"predicate of nested changes", store + "db/payment.gen.sql.go", 0, "contracts.customer = $2::uuid) FOR", "$2::uuid IS NOT NULL) FOR"},
		{"predicate of a nested list", store + "payment.gen.go", 0, "contracts.customer = \" + user", "\" + user + \"::uuid IS NOT NULL\""},
		{"second owner in a list", store + "complaint.gen.go", 0, " OR agent = \" + user", "\""},
		{"second owner in a get", store + "db/complaint.gen.sql.go", 0, " OR agent = $2::uuid)\n", ")\n"},
		{"scope of a list", useCases + "contract_usecases.gen.go", 0, scope, ignored},
		{"scope of a get", useCases + "contract_usecases.gen.go", 1, scope, ignored},
		{"scope of changes", useCases + "contract_usecases.gen.go", 2, scope, ignored},
		{"who created it", useCases + "contract_usecases.gen.go", 0, "auth.From(ctx).User", "s.newID()"},
		{"parent of a new one", useCases + "payment_usecases.gen.go", 0, "before == nil || before.Contract", "before != nil && before.Contract"},
		{"parent of one that moves", useCases + "payment_usecases.gen.go", 0, "before == nil || before.Contract != after.Contract", "before == nil"},
		{"owner in a request", useCases + "complaint_usecases.gen.go", 0, "; only && after.Customer", "; only && false && after.Customer"},
		{"optional reference", useCases + "complaint_usecases.gen.go", 0, "if after.Payment != nil", "if after.Payment == nil && before != nil"},
		{"scope in the context", "platform/grpcx/guard.go", 0, "auth.WithRule(auth.WithShared(ctx, caller), rule)", "auth.WithShared(ctx, caller)"},
		{"scope of the caller", own, 0, "return c.User, !r.all(*c)", "return c.User, false"},
		{"roles within the scope", own, 0, "return c.User, !r.all(*c)", "return c.User, true"},
		{"check of references", own, 0, "case !own:", "case !own && false:"},
		{"owner is signed in", "platform/auth/rule.go", 0, `r.Owner != "" && c.SignedIn()`, `r.Owner != ""`},
		{"rule of a get", rules, 0, `GetContract_FullMethodName:      {Roles: []string{"admin"}, Owner: "contract"}`, "GetContract_FullMethodName:      {SignedIn: true}"},
		{"rule of a reference", rules, 0, `Refs: []auth.Rule{{Roles: []string{"admin"}, Owner: "contract"}, {Owner: "contract"}}`, ""},
	} {
		t.Run(m.name, func(t *testing.T) {
			path := filepath.Join(dir, m.file)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := os.WriteFile(path, text, 0o600); err != nil {
					t.Error(err)
				}
			}()
			if err := os.WriteFile(path, replaceNth(t, text, m.old, m.new, m.nth), 0o600); err != nil {
				t.Fatal(err)
			}
			run(t, dir, "go", "vet", "./services/...", "./platform/...")
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, "go", test...)
			cmd.Dir = dir
			if out, err := cmd.CombinedOutput(); err == nil {
				t.Errorf("the generated tests do not notice:\n%s", out)
			}
		})
	}
}

// replaceNth replaces one of the places with a text.
func replaceNth(t *testing.T, text []byte, old, with string, nth int) []byte {
	t.Helper()
	parts := bytes.Split(text, []byte(old))
	if len(parts) < nth+2 {
		t.Fatalf("%q is not there %d times", old, nth+1)
	}
	before, after := bytes.Join(parts[:nth+1], []byte(old)), bytes.Join(parts[nth+1:], []byte(old))
	return append(append(before, with...), after...)
}
