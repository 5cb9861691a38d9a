package kind

import (
	"strings"

	"github.com/svcgen/svcgen/generator/pattern"
	"github.com/svcgen/svcgen/generator/spec"
)

// format is a form of text that package format of the platform checks.
type format struct {
	function string   // of package format
	text     string   // an email address
	schema   string   // format: email
	samples  []string // each with a verb for a number
	patterns []string // match texts of the form only; the last one all but oddities
	longest  int      // that the patterns would exceed
}

// The parts of formats. A label has 63 characters at most.
const (
	label   = `[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?`
	host    = `(?:` + label + `\.)*` + label
	atom    = `[a-zA-Z0-9!#$%&'*+/=?^_{|}~-]+`
	segment = `[a-zA-Z0-9._~!$&'()*+,;=:@-]`
	octet   = `(?:[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])`
	ipv4    = octet + `(?:\.` + octet + `){3}`
	group   = `[0-9a-fA-F]{1,4}`
	rest    = `(?:[/?]|` + segment + `)*`
	uri     = `^[a-zA-Z][a-zA-Z0-9+.-]*:(?:` +
		`//(?:` + segment + `+@)?` + host + `(?::[0-9]{1,4})?(?:/(?:/|` + segment + `)*)?|` + // https://user@host:80/path
		`(?://)?/` + segment + `(?:/|` + segment + `)*|` + // file:///path
		segment + `(?:/|` + segment + `)*` + // urn:isbn:1
		`)(?:\?` + rest + `)?(?:#` + rest + `)?$`
)

func formatOf(f spec.Format) format {
	switch f {
	case spec.Email:
		return format{
			"Email", "an email address", "format: email",
			[]string{"user%d@example.com", "user%d@a.example", "u%d@a.b"},
			[]string{`^[a-z0-9.]{1,64}@example\.com$`, `^` + atom + `(?:\.` + atom + `)*@` + host + `$`},
			254,
		}
	case spec.URI:
		return format{
			"URI", "an absolute URI", "format: uri",
			[]string{"https://example.com/%d", "http://example.com/%d", "http://a.example/%d", "urn:%d"},
			[]string{`^https://example\.com/[a-z0-9./_-]*$`, uri},
			pattern.NoLimit,
		}
	case spec.Hostname:
		return format{
			"Hostname", "a host name", "format: hostname",
			[]string{"host%d.example.com", "host%d.example", "host%d", "h%d"},
			[]string{`^[a-z0-9]{1,63}\.example\.com$`, `^` + host + `$`},
			253,
		}
	case spec.IP:
		return format{
			"IP", "an IP address", "anyOf: [{format: ipv4}, {format: ipv6}]",
			[]string{"192.0.2.%d", "10.0.0.%d", "2001:db8::%d"},
			[]string{`^` + ipv4 + `$`, `^(?:` + ipv6() + `)$`},
			45,
		}
	}
	return format{}
}

// ipv6 matches eight groups, or fewer with :: for some that are 0.
func ipv6() string {
	all := []string{group + `(?::` + group + `){7}`, `::(?:ffff:)?` + ipv4}
	for before := range 8 {
		for after := range 8 - before {
			side := func(n int) string { return strings.TrimSuffix(strings.Repeat(group+":", n), ":") }
			all = append(all, side(before)+"::"+side(after))
		}
	}
	return strings.Join(all, "|")
}
