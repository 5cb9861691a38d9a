package errs

import "strings"

// JSONPath turns a path of protobuf names into one of JSON names: release_day becomes releaseDay.
func JSONPath(path string) string {
	var out strings.Builder
	upper := false
	for _, r := range path {
		switch {
		case r == '_':
			upper = true
			continue
		case upper && 'a' <= r && r <= 'z':
			r -= 'a' - 'A'
		}
		upper = false
		out.WriteRune(r)
	}
	return out.String()
}
