package replay

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates/core/platform/currency"
)

// TestCurrencies checks that svcgen and the workspaces that it makes know the same currencies.
func TestCurrencies(t *testing.T) {
	t.Parallel()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code := strings.Join([]string{string(a), string(b), string(c)}, "")
				digits, known := spec.CurrencyDigits(code)
				if theirs, ok := currency.Digits(code); known != ok || known && theirs != digits {
					t.Errorf("%s: %d and %t, in workspaces %d and %t", code, digits, known, theirs, ok)
				}
			}
		}
	}
}
