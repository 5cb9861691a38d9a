package config

import (
	"fmt"
	"io"
	"net/url"
	"reflect"
	"strings"
)

// Print writes one line NAME=value for each setting of cfg, a struct that Load returned. Passwords in URLs are left out;
// values that hold one in another way, and fields with the tag `redact:"true"`, are shown as ***.
func Print(w io.Writer, cfg any, prefix string) error {
	for _, v := range distinct(list(reflect.ValueOf(cfg), prefix, prefix)) {
		value := fmt.Sprint(v.value.Interface())
		if items, ok := reflect.TypeAssert[[]string](v.value); ok {
			value = strings.Join(items, ",")
		}
		if u, err := url.Parse(value); err == nil && u.User != nil {
			value = u.Redacted()
		}
		if value != "" && (v.secret || strings.Contains(strings.ToLower(value), "password=")) {
			value = "***"
		}
		if _, err := fmt.Fprintf(w, "%s=%s\n", v.name, value); err != nil {
			return err
		}
	}
	return nil
}
