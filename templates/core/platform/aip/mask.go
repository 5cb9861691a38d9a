package aip

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// MaskField is a field of a resource that a mask may name.
type MaskField struct {
	Name       string
	OutputOnly bool // clients cannot change it
	Required   bool // cannot be cleared: a mask that names it needs a value
	Message    bool // is replaced as a whole: a path into it means all of it
}

// Mask returns the names of the fields that an update changes, in the order of fields (AIP-134). paths is the update mask. Without
// paths, these are the fields that are present in the message; with "*", all of them. Both leave out what only the server sets. id
// and etag in a mask are ignored: for a PATCH request, the gateway makes a mask of all fields in the body.
func Mask(paths []string, present func(name string) bool, fields []MaskField) ([]string, error) {
	if len(paths) == 0 || slices.Equal(paths, []string{"*"}) {
		var names []string
		for _, f := range fields {
			if !f.OutputOnly && (len(paths) > 0 || present(f.Name)) {
				names = append(names, f.Name)
			}
		}
		return names, nil
	}
	var v errs.Violations
	masked := make([]bool, len(fields))
	for _, path := range paths {
		name, _, inside := strings.Cut(path, ".")
		if path == "" || path == "id" || path == "etag" {
			continue
		}
		i := slices.IndexFunc(fields, func(f MaskField) bool { return f.Name == name })
		switch {
		case i < 0, inside && !fields[i].Message:
			v.Add("update_mask", "names "+path+", which is not a field")
		case fields[i].OutputOnly:
			v.Add(name, "cannot be changed: the server sets it")
		case fields[i].Required && !present(name):
			v.Add(name, "must be set")
		default:
			masked[i] = true
		}
	}
	var names []string
	for i, f := range fields {
		if masked[i] {
			names = append(names, f.Name)
		}
	}
	return names, v.Err()
}
