package spec

import "slices"

// Sessions says how people sign in.
type Sessions struct {
	Pos       Pos      // of what stands after auth:
	Providers []string // with which people sign in, in the order of the file
	Passwords Passwords
	JWT       bool // machines may call by bearer tokens of an issuer, as with AuthJWT
}

// Passwords says whether people can sign in with a mail address and a password.
type Passwords int

// The values of password.
const (
	PasswordsUnknown Passwords = iota // the key is left out: there are no tables for passwords
	PasswordsKept                     // false: there are the tables, with the passwords of before
	PasswordsOn
)

// Admin is the role that a workspace with sessions always has.
const Admin = "admin"

// The providers. OIDC is one more issuer of OpenID Connect, which a variable names.
const (
	Google = "google"
	GitHub = "github"
	OIDC   = "oidc"
)

// authExample is the hint for those who have no auth and need one.
const authExample = "auth: jwt, or auth: {sessions: {providers: [google]}}"

var (
	authKeys      = []string{AuthSessions, AuthJWT}
	sessionsKeys  = []string{"providers", AuthPassword}
	providerWords = []string{Google, GitHub, OIDC}
)

// auth reads a word, or a mapping with sessions.
func (p *parse) auth(e entry) {
	p.spec.AuthPos = e.key.pos()
	switch {
	case e.value.kind == mapping:
		p.authKinds(e)
	case e.value.kind != text:
		p.unfit(e, "none, jwt or {sessions: {providers: [google]}}")
	case e.value.text == AuthSessions:
		p.add(e.value.pos(), "auth: {sessions: {providers: [google]}}", "nobody could sign in")
	case !slices.Contains(authWords, e.value.text):
		p.unknown(e.value.pos(), "auth", e.value.text, inAuth, append(slices.Clip(authWords), AuthSessions))
	default:
		p.spec.Auth = e.value.text
	}
}

// authKinds reads the long form of auth.
func (p *parse) authKinds(e entry) {
	var sessions *Sessions
	var jwt bool
	for _, kind := range p.entries(e.value, `"auth"`) {
		switch kind.key.text {
		case AuthSessions:
			sessions = p.sessions(kind)
		case AuthJWT:
			if kind.value.kind == mapping {
				p.add(kind.key.pos(), "write jwt: true; issuer and audience are the variables GATEWAY_JWT_ISSUER and GATEWAY_JWT_AUDIENCE", "auth: jwt has no settings in a spec")
				return
			}
			jwt = p.flag(kind)
		default:
			p.unknown(kind.key.pos(), "auth", kind.key.text, inAuth, authKeys)
			return
		}
	}
	switch {
	case sessions != nil:
		sessions.Pos, sessions.JWT = e.value.pos(), jwt
		p.spec.Auth, p.spec.Sessions = AuthSessions, sessions
	case jwt:
		p.add(e.value.pos(), "auth: jwt", "jwt alone is one word")
	default:
		p.add(e.value.pos(), authExample, "auth does not say who calls")
	}
}

// sessions reads how people sign in. It is not nil, so that rules are not reported as if there was no auth.
func (p *parse) sessions(e entry) *Sessions {
	s := &Sessions{}
	wrong := len(p.problems)
	for _, k := range p.entries(e.value, `"sessions"`) {
		switch k.key.text {
		case "providers":
			p.providers(k, s)
		case AuthPassword:
			s.Passwords = PasswordsKept
			if p.flag(k) {
				s.Passwords = PasswordsOn
			}
		default:
			p.unknown(k.key.pos(), "key", k.key.text, inSessions, sessionsKeys)
		}
	}
	if len(s.Providers) == 0 && s.Passwords != PasswordsOn && e.value.kind == mapping && len(p.problems) == wrong {
		p.add(e.key.pos(), "providers: [google], or password: true", "nobody could sign in")
	}
	return s
}

func (p *parse) providers(e entry, s *Sessions) {
	for _, i := range p.words(e) {
		switch {
		case slices.Contains(s.Providers, i.text):
			p.add(i.at.pos(), "", "provider %s is named twice", quote(i.text))
		case slices.Contains(providerWords, i.text):
			s.Providers = append(s.Providers, i.text)
		default:
			p.unknown(i.at.pos(), "provider", i.text, inProviders, providerWords)
		}
	}
}
