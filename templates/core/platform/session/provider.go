package session

// Begin asks for the page of a provider on which a user signs in.
type Begin struct {
	Provider    string // google, github, oidc
	RedirectURI string // where the provider sends the browser back to
	LoginHint   string // a mail address, if the browser's user is known; else ""
	Link        bool   // the user of Token wants to sign in with this provider, too
	Token       string // of the browser's session; "" unless Link is set
}

// Begun is where to send the browser, and what it has to keep until it comes back.
type Begun struct {
	URL     string
	Attempt Attempt
}

// Attempt is what a browser keeps while its user is at the provider. It binds the answer of the provider to the browser.
type Attempt struct {
	Provider string `json:"provider"`
	State    string `json:"state"`
	Verifier string `json:"verifier"`        // of PKCE
	Nonce    string `json:"nonce,omitempty"` // of an ID token
	Link     string `json:"link,omitempty"`  // the session whose user gets the account; "" if this is a sign-in
}

// Callback is what a browser comes back with.
type Callback struct {
	Attempt     Attempt
	RedirectURI string // as in Begin

	Code, State, Issuer, Error string // parameters of the provider's answer; they may be empty

	Token     string // of the browser's session, which ends; "" if it has none
	Agent, IP string // of the browser
}
