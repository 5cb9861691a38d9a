package spec

import "testing"

func TestJSONName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"release_day": "releaseDay", "x_1": "x1", "x_1a": "x1a", "url": "url", "a_b_c": "aBC", "line_2_text": "line2Text",
	} {
		if got := JSONName(name); got != want {
			t.Errorf("JSONName(%q) = %q, want %q", name, got, want)
		}
	}
}
