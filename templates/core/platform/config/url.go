package config

import (
	"errors"
	"net/netip"
	"net/url"
)

// SafeURL returns an error if what comes from a URL could have been changed on the way: http is for loopback addresses only.
func SafeURL(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("must be a URL without user, query and fragment")
	}
	if u.Scheme == "https" || u.Scheme == "http" && Loopback(u.Hostname()) {
		return nil
	}
	return errors.New("must begin with https://, except on a loopback address")
}

// Loopback reports whether a host is this one.
func Loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
