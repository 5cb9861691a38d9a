package plan

import (
	"regexp"

	"golang.org/x/mod/semver"
)

// Devel is the version of a svcgen that was built from a checkout.
const Devel = "devel"

// versionGrammar is that of a released version. CI of a workspace makes a URL of it, so nothing else passes.
var versionGrammar = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`)

// validVersion reports whether a svcgen can have this version.
func validVersion(v string) bool { return v == Devel || versionGrammar.MatchString(v) }

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

// stamped is the version for the manifest that a svcgen writes into a workspace of another version. A build from a checkout leaves a
// release in place, because older releases would no longer know that the workspace is too new for them, and CI installs releases only.
func stamped(runs, wrote string) string {
	if runs == "" || runs == Devel && semver.IsValid(wrote) {
		return wrote
	}
	return runs
}
