package config

import (
	"fmt"
	"io"
	"net/url"
	"reflect"
	"strings"
)

// Print writes a line NAME=value for each setting of cfg, a struct that Load returned. It leaves out passwords in URLs, and shows
// *** for other values that hold a password and for fields with the tag redact:"true".
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
