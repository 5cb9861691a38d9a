package garagetest

import (
	"testing"

	"example.com/fleet/services/garage/internal/garage"
)

// Deps returns the dependencies that all tests of the service use instead of those of app/wire.go, those in tests/integration too: fakes
// that need no network. A test of your own can change the result.
func Deps(tb testing.TB) garage.Deps {
	tb.Helper()
	return garage.Deps{}
}
