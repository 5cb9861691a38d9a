package app

import (
	"example.com/forum/platform/mail"
	"example.com/forum/platform/signin"
)

// compose returns the mail that a letter becomes. The texts are yours. Links lead to a page of your app: it takes the token from the fragment
// of its address, which no server gets to see, lets the user choose a password, and posts both to /auth/password/confirm.
func compose(l signin.Letter) mail.Message {
	switch l.Kind {
	case signin.SignUpLetter:
		return mail.Message{To: l.To, Subject: "Your account", Text: "Choose a password to finish your account:\n\n" +
			l.App + "/password#token=" + l.Token + "\n\nThis link is good for 30 minutes. If you did not ask for it, ignore this mail.\n"}
	case signin.ResetLetter:
		return mail.Message{To: l.To, Subject: "Your password", Text: "Choose another password:\n\n" +
			l.App + "/password#token=" + l.Token + "\n\nThis link is good for 30 minutes. If you did not ask for it, ignore this mail.\n"}
	case signin.KnownLetter:
		return mail.Message{To: l.To, Subject: "Your account", Text: "You have an account already: sign in as you did before.\n\n" +
			l.App + "\n\nIf you did not ask for this mail, ignore it.\n"}
	default: // signin.ChangedLetter
		return mail.Message{To: l.To, Subject: "Your password was changed", Text: "Your account has a new password.\n\n" +
			"If you have not chosen it, choose another one at once.\n"}
	}
}
