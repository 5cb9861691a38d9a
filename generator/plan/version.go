package plan

import "golang.org/x/mod/semver"

// Devel is the version of a svcgen that was built from a checkout.
const Devel = "devel"

// CompareVersions returns -1, 0 or 1 if version a of svcgen is older than, equal to or newer than b. A version that is not
// semantic (Devel, or none) equals every other.
func CompareVersions(a, b string) int {
	if !semver.IsValid(a) || !semver.IsValid(b) {
		return 0
	}
	return semver.Compare(a, b)
}

// newest returns the later of two versions: a release before Devel, and any before none.
func newest(a, b string) string {
	switch {
	case semver.IsValid(a) && semver.IsValid(b):
		if semver.Compare(a, b) >= 0 {
			return a
		}
		return b
	case semver.IsValid(a) || b == "":
		return a
	default:
		return b
	}
}
