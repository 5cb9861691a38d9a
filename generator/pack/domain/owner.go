package domain

import (
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// callerFields returns the fields that are set to the user who creates the entity.
func callerFields(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Caller })
}

// getCall returns a Go expression for the entity with the id, itself an expression, as far as the caller may have it.
func getCall(r *model.Resource, id string) string {
	of := "s.store.Get"
	switch {
	case r.LimitsFetch() && r.Has(spec.Get):
		of = "s.Get"
	case r.LimitsFetch():
		of = "s.get"
	}
	return of + r.GoName + "(ctx, " + id + ")"
}

// lockCall is getCall for the id in the variable id, within a transaction, and blocks other changes.
func lockCall(r *model.Resource) string {
	if r.LimitsChanges() {
		return "s.lock" + r.GoName + "(ctx, tx, id)"
	}
	return "tx.Lock" + r.GoName + "(ctx, id)"
}

// limitsWrites reports whether what a client makes of the resource may have to be the caller's own.
func limitsWrites(r *model.Resource) bool { return len(r.SentOwners())+len(r.LimitedRefs()) > 0 }

// foreign returns a Go condition that none of the fields of the entity in variable holds the id in owner.
func foreign(fields []*model.Field, variable, owner string) string {
	conditions := make([]string, len(fields))
	for i, f := range fields {
		value := variable + "." + f.GoName
		if conditions[i] = value + " != " + owner; f.Pointer() {
			conditions[i] = "(" + value + " == nil || *" + value + " != " + owner + ")"
		}
	}
	return strings.Join(conditions, " && ")
}

// ownText says what one of the fields has to be.
func ownText(fields []*model.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.JSONName
	}
	if len(names) == 1 {
		return "must be your own id"
	}
	return strings.Join(names, " or ") + " must be your own id"
}

// refChanged returns a Go condition that the entity after refers to something that the entity before, nil for a new one, does not.
func refChanged(f *model.Field) string {
	changed := "before == nil || " + differs(f, "before", "after")
	if f.Pointer() {
		return "after." + f.GoName + " != nil && (" + changed + ")"
	}
	return changed
}
