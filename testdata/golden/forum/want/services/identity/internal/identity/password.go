package identity

import "context"

// checkPassword holds your rules about passwords beyond their length, which is 15 to 128 characters: look them up in a list of those that were
// stolen, for example, and refuse the name of your company. Return errs.Invalid("password", …) to refuse one. Rules about digits and signs
// make passwords no better.
func (s *Service) checkPassword(ctx context.Context, email, password string) error {
	return nil
}
