package session

// MailRequest asks for a mail with a link: to sign up, or to choose another password.
type MailRequest struct {
	Email  string
	AppURL string // of the app that the link leads to, without a slash at the end
	IP     string // of the browser
}

// PasswordSignIn is a sign-in with a password.
type PasswordSignIn struct {
	Email, Password string

	Token     string // of the browser's session, which ends; "" if it has none
	Agent, IP string // of the browser
}

// Confirmation is what comes back with the token of a mail.
type Confirmation struct {
	MailToken string
	Password  string // the user's from now on
	Name      string // of a user who signs up; may be empty

	Token     string // of the browser's session, which ends; "" if it has none
	Agent, IP string // of the browser
}

// PasswordChange gives the user of a session another password, or a first one.
type PasswordChange struct {
	Old, New string // Old is "" for a user without a password

	Token     string // of the browser's session, in whose place another one begins
	Agent, IP string // of the browser
}
