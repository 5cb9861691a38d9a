package main

import "testing"

// TestPasswordMutants takes one line about passwords out of the golden workspace forum at a time: it compiles, and the generated attacks get
// in, or keep a user out. It takes minutes: -run TestPasswordMutants -mutants -timeout 60m.
func TestPasswordMutants(t *testing.T) {
	const (
		passwords = "platform/signin/passwords.go"
		change    = "platform/signin/passwordchange.go"
		links     = "platform/signin/passwordlinks.go"
		mails     = "platform/signin/passwordmails.go"
		throttle  = "platform/signin/throttle.go"
		forms     = "platform/authn/passwords.go"
		queries   = "services/identity/internal/postgres/db/password.gen.sql.go"
		done      = "ctx.Err()"
		attacks   = "TestPasswordAttacks/"
	)
	findMutants(t, "forum", []string{"./tests/integration"}, "TestPasswordAttacks", []mutant{
		{"comparison", "platform/password/password.go", 0, "(key, p.key) == 1", "(key, p.key) < 2", attacks + "sign-in"},
		{"length", passwords, 0, "checkLength(chosen, minPassword)", "checkLength(chosen, 1)", attacks + "links"},
		{"mail address as password", passwords, 0, "EqualFold(chosen, email) {", "EqualFold(chosen, email) && false {", attacks + "links"},
		{"old password", change, 0, "p.checkOld(ctx, user, c)", done, attacks + "change"},
		{"recent sign-in", change, 0, "p.sessions.checkRecent(own)", done, attacks + "change"},
		{"sessions end with a change", change, 0, `endSessions(ctx, tx, user.ID, "password change")`, done, attacks + "change"},
		{"sessions end with a reset", links, 0, `endSessions(ctx, tx, user.ID, "password reset")`, done, attacks + "links"},
		{"session before a sign-in", passwords, 0, "p.sessions.find(ctx, in.Token)", `p.sessions.find(ctx, "")`, attacks + "sign-in"},
		{"disabled user signs in", "platform/signin/admission.go", 0, "if disabled {", "if disabled && false {", attacks + "sign-in"},
		{"disabled user gets mail", mails, 0, "if err != nil || user.Disabled {", "if err != nil {", attacks + "sign-in"},
		{"link for a known address", mails, 0, "if known {", "if known && false {", attacks + "sign-up"},
		{"end of a link", links, 0, "(!ok || !p.sessions.now().Before(t.ExpireTime))", "!ok", attacks + "links"},
		{"link once", queries, 0, "DELETE FROM mail_tokens WHERE id = $1 RETURNING", "UPDATE mail_tokens SET version = version + 1 WHERE id = $1 RETURNING", attacks + "links"},
		{"link once", passwords, 0, "return tx.DeleteMailTokens(ctx, email)", "return nil", attacks + "links"}, // using one takes all of its address
		{"other links", passwords, 0, "return tx.DeleteMailTokens(ctx, email)", "return nil", attacks + "links"},
		{"tries of a password", passwords, 0, "p.tries.count(ctx, throttles)", done, attacks + "throttle"},
		{"tries of an old password", change, 0, "p.tries.count(ctx, passwordThrottles(*user.Email, c.IP))", done, attacks + "change"},
		{"tries of a link", links, 0, "p.tries.count(ctx, linkThrottles(id, c.IP))", done, attacks + "throttle"},
		{"mails", mails, 0, "p.tries.count(ctx, mailThrottles(about, email, r.IP))", done, attacks + "throttle"},
		{"counted in vain", throttle, 0, "wait > 0", "wait > 0 && false", attacks + "throttle"},
		{"forgotten for the owner", throttle, 0, "i < len(throttles)-1", "i < 0", attacks + "throttle"},
		{"cross-origin", forms, 0, "if p.refuseCrossOrigin(w, r) {", "if false && p.refuseCrossOrigin(w, r) {", attacks + "sign-in"},
		{"cross-origin", "platform/mw/mw.go", 0, "if !allowed(r) {", "if !allowed(r) && false {", attacks + "sign-in"}, // so do all routes
		{"type of a body", forms, 0, `err != nil || kind != "application/json"`, `err != nil && kind != "application/json"`, attacks + "forms"},
		{"further members", forms, 0, "decoder.DisallowUnknownFields()", "", attacks + "forms"},
	})
}
