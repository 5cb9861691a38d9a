package config

import (
	"fmt"
	"io"
	"net/url"
	"reflect"
	"strings"
)

// Print writes a line NAME=value for each setting of cfg, a struct that Load returned. It leaves out passwords in URLs, and shows
// *** for other values that may hold a password and for fields with the tag redact:"true". What cfg warns of comes last, as a comment.
func Print(w io.Writer, cfg any, prefix string) error {
	for _, v := range distinct(list(reflect.ValueOf(cfg), prefix, prefix)) {
		value := fmt.Sprint(v.value.Interface())
		if items, ok := reflect.TypeAssert[[]string](v.value); ok {
			value = strings.Join(items, ",")
		}
		if value != "" && v.secret {
			value = hidden
		}
		if _, err := fmt.Fprintf(w, "%s=%s\n", v.name, redact(value)); err != nil {
			return err
		}
	}
	if risky, ok := cfg.(interface{ Warning() string }); ok && risky.Warning() != "" {
		_, err := fmt.Fprintln(w, "# warning:", risky.Warning())
		return err
	}
	return nil
}

const hidden = "***"

// redact returns value without a password that it may hold. Of a value that is nearly a URL, nobody knows which part is the password.
func redact(value string) string {
	u, err := url.Parse(value)
	_, afterAt, at := strings.Cut(value, "@")
	switch {
	case strings.Contains(strings.ToLower(value), "password"):
		return hidden
	case err == nil && u.User != nil && strings.Count(u.User.String(), "@")+strings.Count(afterAt, "@") == 0:
		return u.Redacted()
	case at && strings.Contains(value, ":"), err != nil && strings.Contains(value, "://"):
		return hidden
	default:
		return value
	}
}
