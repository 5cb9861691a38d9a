package spec

import (
	"slices"
	"strings"
)

// Target names a part of a spec: {Service: "catalog"} is a service, and the zero Target the workspace.
type Target struct {
	Service  string
	Resource string
	Field    string
}

// String is the path as it is typed: catalog.product.price.
func (t Target) String() string {
	parts := slices.DeleteFunc([]string{t.Service, t.Resource, t.Field}, func(part string) bool { return part == "" })
	return strings.Join(parts, ".")
}
