package build

import (
	"strconv"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

func mustBuild(tb testing.TB, s *spec.Spec, l *ledger.Ledger) (*model.Model, *ledger.Ledger) {
	tb.Helper()
	m, next, err := Model(s, l)
	if err != nil {
		tb.Fatal(err)
	}
	return m, next
}

func numbered(prefix string, n int) string { return prefix + strconv.Itoa(n) }
