package spec

// Target is a place in a spec. Empty parts are the level above: {Service: "catalog"} is the service, the zero Target the workspace.
type Target struct {
	Service  string
	Resource string
	Field    string
}

// String is the path as it is typed: catalog.product.price.
func (t Target) String() string {
	out := t.Service
	for _, part := range []string{t.Resource, t.Field} {
		if part != "" {
			out += "." + part
		}
	}
	return out
}
