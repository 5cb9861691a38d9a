package plan

import "golang.org/x/mod/semver"

// Devel is the version of a svcgen that was built from a checkout.
const Devel = "devel"

// CompareVersions orders two svcgen versions: -1, 0, 1 as a is older than, equal to, newer than b. A version that is no
// semantic one (Devel, or none) has no place in that order: it equals every other.
func CompareVersions(a, b string) int {
	if !semver.IsValid(a) || !semver.IsValid(b) {
		return 0
	}
	return semver.Compare(a, b)
}

// newest gives the later of two versions, a release rather than Devel, any rather than none.
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
