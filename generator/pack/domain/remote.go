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

// addRef returns the Go statement that adds a reference to refs: refs.Add("product", before.Product, after.Product).
func addRef(f *model.Field) string {
	add := "Add"
	if f.Pointer() {
		add = "AddOptional"
	}
	return fmt.Sprintf("refs.%s(%q, before.%s, after.%s)", add, f.Name, f.GoName, f.GoName)
}

// addBatchRef returns the Go statement that adds a reference of draft i to refs: refs.Add(batch.Path(i, "product"), uuid.Nil, draft.Product).
func addBatchRef(f *model.Field) string {
	if f.Pointer() {
		return fmt.Sprintf("refs.AddOptional(batch.Path(i, %q), nil, draft.%s)", f.Name, f.GoName)
	}
	return fmt.Sprintf("refs.Add(batch.Path(i, %q), uuid.Nil, draft.%s)", f.Name, f.GoName)
}

// findsRefs reports whether a change of the resource looks for what it refers to in other services.
func findsRefs(r *model.Resource) bool {
	return len(r.RemoteRefs()) > 0 && (r.Has(spec.Create) || r.Prepares && r.WritesRow() || len(r.EditableRemoteRefs()) > 0)
}

// names returns a Go condition that holds if the list fields has the name of one of some fields.
func names(fields []*model.Field) string {
	conditions := make([]string, len(fields))
	for i, f := range fields {
		conditions[i] = "slices.Contains(fields, " + strconv.Quote(f.Name) + ")"
	}
	return strings.Join(conditions, " || ")
}
