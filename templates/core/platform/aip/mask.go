package aip

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// MaskField is a field of a resource as a mask sees it.
type MaskField struct {
	Name       string
	OutputOnly bool
	Required   bool // cannot be cleared: a path to it needs a value
	Message    bool // is replaced as a whole: paths into it stand for it
}

// Mask reads an update mask (AIP-134): the names of the fields to change, in the order of fields. Without paths it is the fields
// that are present in the message, with "*" every field; what only the server sets is then left out. id and etag are ignored,
// since a PATCH request's mask lists whatever its body holds.
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
			v.Add("update_mask", path+" is not a field")
		case fields[i].OutputOnly:
			v.Add(name, "is set by the server only")
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
