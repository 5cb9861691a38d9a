package model

import (
	"strconv"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

func mustBuild(tb testing.TB, s *spec.Spec, l *ledger.Ledger) (*Model, *ledger.Ledger) {
	tb.Helper()
	m, next, err := Build(s, l)
	if err != nil {
		tb.Fatal(err)
	}
	return m, next
}

func numbered(prefix string, n int) string { return prefix + strconv.Itoa(n) }
