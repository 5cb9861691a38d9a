package spec

import (
	"slices"
	"strings"
)

// Target is a place in a spec. Empty parts are the level above: {Service: "catalog"} is the service, the zero Target the workspace.
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
