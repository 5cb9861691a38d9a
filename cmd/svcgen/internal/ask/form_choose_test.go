package ask

import (
	"strings"
	"testing"
)

func TestMiddle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path  string
		width int
		want  string
	}{
		{"platform/ids/ids.go", 19, "platform/ids/ids.go"},
		{"services/catalog/internal/catalog/product.gen.go", 24, "service…g/product.gen.go"},
		{"x", 0, "x"},
	} {
		if got := Middle(c.path, c.width); got != c.want {
			t.Errorf("middle(%q, %d) = %q", c.path, c.width, got)
		}
	}
}

func TestBesides(t *testing.T) {
	t.Parallel()
	got := strings.Join(besides([]string{"keep", "take it"}, []string{"yours stays as it is", ""}, 28), "|")
	if want := "keep     yours stays as it\n         is|take it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"price int32", 11, "price int32"},
		{"price int32", 10, "price int…"},
		{"価格は円", 6, "価格…"},
		{"x", 0, "x"},
	} {
		if got := End(c.text, c.width); got != c.want {
			t.Errorf("End(%q, %d) = %q", c.text, c.width, got)
		}
	}
}
