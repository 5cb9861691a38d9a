package format_test

import (
	"encoding/json"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/format"
)

func TestSameJSON(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`{"n":1}`, `{"n": 1}`, true},
		{`{"a":1,"bb":[1,2]}`, `{"bb": [1, 2], "a": 1}`, true},
		{`1e+21`, `1000000000000000000000`, true},
		{`"<"`, `"\u003c"`, true},
		{`null`, ``, true},
		{``, ``, true},
		{`[1,2]`, `[2, 1]`, false},
		{`{"n":1}`, `{"n": 2}`, false},
		{`{"n":null}`, `{}`, false},
		{`0`, `null`, false},
		{`"1"`, `1`, false},
		{`{`, `[`, false},
	} {
		if got := format.SameJSON(json.RawMessage(c.a), json.RawMessage(c.b)); got != c.want {
			t.Errorf("%s and %s: got %t", c.a, c.b, got)
		}
	}
}
