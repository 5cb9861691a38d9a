package dev

import (
	"slices"
	"testing"
)

func TestWithoutOwn(t *testing.T) {
	t.Parallel()
	var got []string
	log := WithoutOwn(func(line []byte) { got = append(got, string(line)) })
	want := []string{
		`{"level":"INFO","msg":"listening"}`,
		`{"level":"INFO","msg":"request","request_id":"make-dev-2"}`,
		`{"level":"ERROR","msg":"request","request_id":"make-dev"}`,
		"panic: no JSON",
	}
	for _, line := range append(want, `{"level":"INFO","msg":"request","request_id":"make-dev"}`, `{"level":"INFO","msg":"call","request_id":"make-dev","ms":1}`) {
		log([]byte(line))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
