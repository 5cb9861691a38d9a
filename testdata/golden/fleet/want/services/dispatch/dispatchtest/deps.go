package dispatchtest

import (
	"testing"

	"example.com/fleet/services/dispatch/internal/dispatch"
)

// Deps returns the dependencies that all tests of the service use instead of those of app/wire.go, those in tests/integration too: fakes
// that need no network. A test of your own can change the result.
func Deps(tb testing.TB) dispatch.Deps {
	tb.Helper()
	return dispatch.Deps{}
}
