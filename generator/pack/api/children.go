package api

import (
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// listDoc returns the comment of the field with the list of a child in the message of its parent.
func listDoc(c *model.Resource) string { return c.List.Doc() }

// listDecl returns the declaration of that field.
func listDecl(c *model.Resource) string { return c.List.ProtoDecl(c) }

// maskLists returns the children whose lists an update can name.
func maskLists(r *model.Resource) []*model.Resource {
	if !r.Has(spec.Update) {
		return nil
	}
	return r.Children
}

// listFromProto returns a Go expression, in package rpc, that reads the list of a child from the message of its parent in msg.
func listFromProto(c *model.Resource) string {
	return fmt.Sprintf("protoconv.Items(&v, %q, %d, msg.Get%s(), %sFromProto)", c.List.Name, c.List.Max, c.List.PBName, c.Ident())
}

// rpcHolds reports whether tests of package rpc can create children of a kind.
func rpcHolds(c *model.Resource) bool {
	return fixture.Holds(c, func(f *model.Field) bool { return f.Ref == nil || fixture.Served(f.Ref) })
}

// alone reports whether tests create one child only, because all of them refer to the same entity.
func alone(c *model.Resource) bool {
	return slices.ContainsFunc(sentRefs(c), func(f *model.Field) bool { return f.Unique })
}
