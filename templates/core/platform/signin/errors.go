package signin

import "github.com/svcgen/svcgen/templates/core/platform/errs"

// failure is why somebody could not be signed in. What the provider has said is for the log.
func failure(cause error) error {
	return &errs.Error{Kind: errs.KindUnauthenticated, Reason: "SIGN_IN_FAILED", Message: "the provider's answer is not valid: sign in again", Cause: cause}
}

func errUnavailable(cause error) error {
	return &errs.Error{
		Kind: errs.KindUnavailable, Reason: "PROVIDER_UNAVAILABLE", Message: "the provider does not answer as it should: try again later", Cause: cause,
	}
}

func errCancelled() error {
	return errs.Unauthenticated("SIGN_IN_CANCELLED", "the sign-in was cancelled at the provider")
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
