package domain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// remoteTarget is a resource of another service, with the fields of a resource that refer to it.
type remoteTarget struct {
	To     *model.Resource
	Fields []*model.Field
}

// remoteTargets returns what a resource refers to in other services, each once.
func remoteTargets(r *model.Resource) []remoteTarget {
	var all []remoteTarget
	for _, f := range r.RemoteRefs() {
		i := slices.IndexFunc(all, func(t remoteTarget) bool { return t.To == f.Remote })
		if i < 0 {
			all = append(all, remoteTarget{To: f.Remote})
			i = len(all) - 1
		}
		all[i].Fields = append(all[i].Fields, f)
	}
	return all
}

// addRef returns the Go statement that adds a reference to refs: refs.Add("product", before.Product, after.Product). For one of a child it
// adds those of all children.
func addRef(f *model.Field) string {
	if l := f.Resource.List; l != nil {
		return fmt.Sprintf("peer.AddItems(&refs, %q, %q, before.%s, after.%s, %s)", l.Name, f.Name, l.GoName, l.GoName, refOf(f))
	}
	add := "Add"
	if f.Pointer() {
		add = "AddOptional"
	}
	return fmt.Sprintf("refs.%s(%q, before.%s, after.%s)", add, f.Name, f.GoName, f.GoName)
}

// addBatchRef returns the Go statement that adds a reference of draft i to refs: refs.Add(batch.Path(i, "product"), uuid.Nil, draft.Product).
func addBatchRef(f *model.Field) string {
	if l := f.Resource.List; l != nil {
		return fmt.Sprintf("peer.AddItems(&refs, batch.Path(i, %q), %q, nil, draft.%s, %s)", l.Name, f.Name, l.GoName, refOf(f))
	}
	if f.Pointer() {
		return fmt.Sprintf("refs.AddOptional(batch.Path(i, %q), nil, draft.%s)", f.Name, f.GoName)
	}
	return fmt.Sprintf("refs.Add(batch.Path(i, %q), uuid.Nil, draft.%s)", f.Name, f.GoName)
}

// findsRefs reports whether a change of the resource looks for what it refers to in other services.
func findsRefs(r *model.Resource) bool {
	return len(r.RemoteRefs()) > 0 && (r.Has(spec.Create) || r.Prepares && r.WritesRow() || len(r.EditableRemoteRefs()) > 0)
}

// names returns a Go condition that holds if the list fields has the name of one of some fields, or of the list that it is in.
func names(fields []*model.Field) string {
	var conditions []string
	for _, f := range fields {
		if has := "slices.Contains(fields, " + strconv.Quote(f.MaskName()) + ")"; !slices.Contains(conditions, has) {
			conditions = append(conditions, has)
		}
	}
	return strings.Join(conditions, " || ")
}
