package format

import "net/mail"

// Email reports whether s is an address without a name around it (RFC 5322).
func Email(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s && len(s) <= 254
}
