package main

import "testing"

// TestOwnerMutants takes one part of the rules about owners out of the golden workspace meter at a time: it compiles, and the generated tests
// fail. It takes minutes: -run TestOwnerMutants -mutants -timeout 60m.
func TestOwnerMutants(t *testing.T) {
	const (
		useCases = "services/pricing/internal/pricing/"
		store    = "services/pricing/internal/postgres/"
		rules    = "services/pricing/internal/rpc/rules.gen.go"
		own      = "platform/auth/own.go"
		scope    = "); only {"
		ignored  = "); only && false {"
	)
	findMutants(t, "meter", []string{"./tests/integration", "./" + store}, "TestOwners|TestRules|Owner$", []mutant{
		{"predicate of a batch", store + "db/contract.gen.sql.go", 0, "customer = $2::uuid\n", "$2::uuid IS NOT NULL\n", ""},
		{"predicate of a get", store + "db/contract.gen.sql.go", 1, "customer = $2::uuid\n", "$2::uuid IS NOT NULL\n", ""},
		{"predicate of changes", store + "db/contract.gen.sql.go", 0, "customer = $2::uuid FOR", "$2::uuid IS NOT NULL FOR", ""},
		{"predicate of references", store + "db/contract.gen.sql.go", 0, "customer = $2::uuid)", "$2::uuid IS NOT NULL)", ""},
		{"predicate of a list", store + "contract.gen.go", 0, `"customer = " + user`, `user + "::uuid IS NOT NULL"`, ""},
		{"predicate of a nested get", store + "db/payment.gen.sql.go", 0, "contracts.customer = $2::uuid)\n", "$2::uuid IS NOT NULL)\n", ""},
		{"predicate of nested changes", store + "db/payment.gen.sql.go", 0, "contracts.customer = $2::uuid) FOR", "$2::uuid IS NOT NULL) FOR", ""},
		{"predicate of a nested list", store + "payment.gen.go", 0, "contracts.customer = \" + user", "\" + user + \"::uuid IS NOT NULL\"", ""},
		{"second owner in a list", store + "complaint.gen.go", 0, " OR agent = \" + user", "\"", ""},
		{"second owner in a get", store + "db/complaint.gen.sql.go", 0, " OR agent = $2::uuid)\n", ")\n", ""},
		{"scope of a get", useCases + "contract_usecases.gen.go", 0, scope, ignored, ""},
		{"scope of a list", useCases + "contract_usecases.gen.go", 1, scope, ignored, ""},
		// 2 is that of what is expanded. Here nobody sees a payment without its contract: TestScripts/expand_own has it.
		{"scope of changes", useCases + "contract_usecases.gen.go", 3, scope, ignored, ""},
		{"who created it", useCases + "contract_usecases.gen.go", 0, "auth.From(ctx).User", "s.newID()", ""},
		{"parent of a new one", useCases + "payment_usecases.gen.go", 0, "before == nil || before.Contract", "before != nil && before.Contract", ""},
		{"parent of one that moves", useCases + "payment_usecases.gen.go", 0, "before == nil || before.Contract != after.Contract", "before == nil", ""},
		{"owner in a request", useCases + "complaint_usecases.gen.go", 0, "; only && after.Customer", "; only && false && after.Customer", ""},
		{"optional reference", useCases + "complaint_usecases.gen.go", 0, "if after.Payment != nil", "if after.Payment == nil && before != nil", ""},
		{"scope in the context", "platform/grpcx/guard.go", 0, "auth.WithRule(auth.WithShared(ctx, caller), rule)", "auth.WithShared(ctx, caller)", ""},
		{"scope of the caller", own, 0, "return c.User, !r.all(*c)", "return c.User, false", ""},
		{"roles within the scope", own, 0, "return c.User, !r.all(*c)", "return c.User, true", ""},
		{"check of references", own, 0, "case !own:", "case !own && false:", ""},
		{"owner is signed in", "platform/auth/rule.go", 0, `r.Owner != "" && c.SignedIn()`, `r.Owner != ""`, ""},
		{"rule of a get", rules, 0, `GetContract_FullMethodName:      {Roles: []string{"admin"}, Owner: "contract"}`, "GetContract_FullMethodName:      {SignedIn: true}", ""},
		{"rule of a reference", rules, 0, `Refs: []auth.Rule{{Roles: []string{"admin"}, Owner: "contract"}, {Owner: "contract"}}`, "", ""},
	})
}
