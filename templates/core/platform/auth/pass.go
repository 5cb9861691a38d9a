package auth

import "context"

// Pass returns what a service says of who calls when it calls a method of another service while ctx is served: the user, as the gateway
// has said it, and that the service passes the call on. For nobody it says the latter alone. If ctx belongs to no request, or to that of a
// service, the service calls as itself.
//
// A user whom the gateway does not know, but an interceptor of the service or Identify does, is signed by the service: TrustConfig.Users
// says who believes it.
func (s *Signer) Pass(ctx context.Context, method string) ([]string, error) {
	c := served(ctx)
	if c == nil || c.Service != "" {
		own, err := s.Sign(Caller{Service: s.name}, method)
		return []string{own}, err
	}
	via, err := s.Sign(Caller{Via: s.name}, method)
	if err != nil || !c.SignedIn() {
		return []string{via}, err
	}
	user := Token(ctx)
	if user == "" {
		user, err = s.Sign(Caller{User: c.User, Session: c.Session, Roles: c.Roles}, method)
	}
	return []string{user, via}, err
}

// AsItself returns a context in which the service acts on its own, whoever has called it: it calls other services as itself, and nothing
// limits it to what is somebody's own. Who calls is not known in it.
func AsItself(ctx context.Context) context.Context { return WithShared(ctx, nil) }
