package restjson

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/testdata/everykind"
)

func TestPlain(t *testing.T) {
	for body, want := range map[string]bool{
		`{"aString": "null 1e5 [[ 12345678901234567890 \" null", "aDouble": -123456789012.345, "aBool": true, "bools": [true, false]}`: true,
		`{"value": null}`:                   false,
		`{"value": 1e5}`:                    false,
		`{"value": 1E5}`:                    false,
		`{"value": 1234567890.123456}`:      false,
		`{"values": [12345678901234567]}`:   false,
		`{"values": [1, 2.5, -3, 4444444]}`: true,
		strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1): true,
		strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth):     false,
	} {
		if plain([]byte(body)) != want {
			t.Errorf("%s: want %t", body, want)
		}
	}
}

// FuzzPlain checks that the check would find nothing in a body that it is left out for.
func FuzzPlain(f *testing.F) {
	for _, body := range []string{
		`{"value": {"a": [1, 2.5, {"a": 1, "b": true}], "b": "\u0041\n"}, "list": [{"aString": "x"}]}`, `{"value": {"a": 1, "a": 2}}`,
		`{"value": 1, "value": 2}`, `{"a_string": "a", "aString": "b"}`, `{"value": 0.1}`, `{"value": 9007199254740993}`, `{"nested": {"value": [1e400]}}`,
		`{"struct": {"a": {}}, "listValue": [[]], "time": "2026-01-02T03:04:05Z"}`, `{"texts": {"a": "b"}}`, `{"value": -0}`, `{"value": 00}`, `{} `, `{"value":"\ud800"}`,
	} {
		f.Add(body)
	}
	m := NewWithDocuments()
	f.Fuzz(func(t *testing.T, body string) {
		msg := &everykind.All{}
		if m.UnmarshalOptions.Unmarshal([]byte(body), msg) != nil || !plain([]byte(body)) {
			return
		}
		checker := m.checker
		checker.parsed = true
		if err := checker.check(msg.ProtoReflect().Descriptor(), []byte(body)); err != nil {
			t.Errorf("%q: %v", body, err)
		}
	})
}
