package signin

import (
	"strings"
	"testing"
)

func TestFlag(t *testing.T) {
	for text, want := range map[string]flag{"true": true, `"true"`: true, "false": false, `"false"`: false, "1": false, "null": false, `"yes"`: false, `{}`: false} {
		var got flag = true
		if err := got.UnmarshalJSON([]byte(text)); err != nil || got != want {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
}

func TestPlain(t *testing.T) {
	for email, ok := range map[string]bool{
		"alice@example.com": true, "zoë@example.com": true, "": false, "alice": false, "a@example.com\r\nX: y": false, " a@example.com": false,
		"a@" + strings.Repeat("x", maxEmail): false, "a@\xff": false,
	} {
		got := person{name: " A\x00li\nce\u202e ", email: &email}.plain()
		if got.name != "Alice" || (got.email != nil) != ok {
			t.Errorf("%q: got %q, %v", email, got.name, got.email)
		}
	}
}
