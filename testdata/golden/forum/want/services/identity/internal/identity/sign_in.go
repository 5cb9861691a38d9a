package identity

import "context"

// checkSignIn holds your rules about who may sign in: one domain of mail addresses alone, for example. It runs inside the transaction of
// every sign-in, also of one that links an account, after the provider has confirmed it, and once more for each retry. Return errs.Denied
// to refuse it: nothing is stored then.
func (s *Service) checkSignIn(ctx context.Context, tx Store, in SignIn) error {
	return nil
}
