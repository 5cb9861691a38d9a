package aip

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Schema says what clients can do with the fields of a resource.
type Schema struct {
	Fields []Field
	Search bool // a filter may hold words to search for
}

// Field is a field of a resource.
type Field struct {
	Name string // in protobuf, and of the column; filters and orders take its JSON name as well

	// In an update:
	OutputOnly bool // clients cannot change it
	Required   bool // cannot be cleared: a mask that names it needs a value
	Message    bool // is replaced as a whole: a path into it means all of it

	// In a list:
	Parse    func(text string) (any, error) // String, Int32 …; its error says what the text must be
	Ops      Op                             // what a filter may compare it with; 0 if it cannot be filtered by
	Sort     bool
	Optional bool // can be NULL
}

// called reports whether name is the field's name in protobuf or in JSON: publish_time or publishTime.
func (f Field) called(name string) bool { return name == f.Name || name == errs.JSONPath(f.Name) }

// allowed returns what a filter can do with f.
func (f Field) allowed() Op {
	if f.Optional {
		return f.Ops | Set
	}
	return f.Ops
}

// Mask returns the names of the fields that an update changes, in the order of fields (AIP-134). paths is the update mask. Without
// paths, these are the fields that were sent; with "*", all of them. id and etag in a mask are ignored: for a PATCH request, the
// gateway makes a mask of all fields in the body. find reports whether the message has a field and whether it was sent; what it has beside
// fields, clients cannot change.
func Mask(paths []string, find func(name string) (sent, ok bool), fields []Field) ([]string, error) {
	if len(paths) == 0 || slices.Equal(paths, []string{"*"}) {
		var names []string
		for _, f := range fields {
			if sent, _ := find(f.Name); !f.OutputOnly && (sent || len(paths) > 0) {
				names = append(names, f.Name)
			}
		}
		return names, nil
	}
	var v errs.Violations
	masked := make([]bool, len(fields))
	for _, path := range paths {
		if path == "" || path == "id" || path == "etag" {
			continue
		}
		name, _, inside := strings.Cut(path, ".")
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		sent, ok := find(name)
		switch {
		case !ok, inside && (i < 0 || !fields[i].Message):
			v.Add("update_mask", "names "+errs.Echo(path)+", which is not a field")
		case i < 0, fields[i].OutputOnly:
			v.Add(name, "cannot be changed: the server sets it")
		case fields[i].Required && !sent:
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
