package format

import "net/netip"

// IP reports whether s is an address of IPv4 or IPv6, without a zone.
func IP(s string) bool {
	address, err := netip.ParseAddr(s)
	return err == nil && address.Zone() == ""
}
