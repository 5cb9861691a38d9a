package dispatchtest

import "testing"

// adaptDoubles tells the doubles of other services what to answer in tests that run this service alone, if your rules ask for more than whether
// something is there: doubles.X.GetYFunc = ….
func adaptDoubles(tb testing.TB, doubles Doubles) {
	tb.Helper()
}
