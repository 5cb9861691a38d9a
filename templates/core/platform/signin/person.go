package signin

import "strings"

const (
	maxName  = 200 // characters
	maxEmail = 254 // bytes
)

// person is who has signed in.
type person struct {
	key   AccountKey
	email *string // nil, unless the provider has verified it
	name  string
}

// CleanEmail returns a mail address as users have it: with its ASCII letters in lower case, because providers write one address in several
// ways. Other letters stay: their lower case can be an ASCII letter, and the address that of somebody else.
func CleanEmail(address string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + ('a' - 'A')
		}
		return r
	}, address)
}
