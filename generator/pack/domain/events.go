package domain

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// tellArg returns the last argument of change<Resource>, with a comma before it: what makes the event of a method. It is "" if
// change<Resource> publishes none.
func tellArg(r *model.Resource, m model.Method) string {
	e := r.EventOf(&m)
	switch {
	case !r.TellsChanges():
		return ""
	case e == nil:
		return ", nil"
	case e.IsUpdate():
		return ", func(before, after *" + r.GoName + ") " + r.Service.EventName + " { return " + e.GoName + "{before, after} }"
	}
	return ", func(_, after *" + r.GoName + ") " + r.Service.EventName + " { return " + e.GoName + "{after} }"
}

// tellParam returns the last parameter of change<Resource>; "" if it publishes no event.
func tellParam(r *model.Resource) string {
	if !r.TellsChanges() {
		return ""
	}
	return "tell func(before, after *" + r.GoName + ") " + r.Service.EventName
}

// tellDoc says in change<Resource> what it does with its last argument; "" if it has none.
func tellDoc(r *model.Resource) string {
	switch {
	case !r.TellsChanges():
		return ""
	case r.TellsAllChanges():
		return "It publishes the event that tell makes of the change."
	}
	return "It publishes the event that tell makes of the change, unless tell is nil."
}

// storeChange returns the statements that store a changed entity, publish the event about it, and return it. The entity is in a variable.
func storeChange(r *model.Resource, entity string) []string {
	update := "tx.Update" + r.GoName + "(ctx, &" + entity + ")"
	if !r.TellsChanges() {
		return []string{"return &" + entity + ", " + update}
	}
	lines := []string{"if err := " + update + "; err != nil {", "\treturn nil, err", "}"}
	if !r.TellsAllChanges() {
		lines = append(lines, "if tell == nil {", "\treturn &"+entity+", nil", "}")
	}
	return append(lines, "return &"+entity+", tx.Publish(ctx, tell(before, &"+entity+"))")
}

// storeCreated returns the statements that store a new entity in the variable created, publish the event about it, and return it.
func storeCreated(r *model.Resource) []string {
	create := "tx.Create" + r.GoName + "(ctx, &created)"
	publish := ""
	if e := r.EventOf(&model.Method{Name: spec.Create}); e != nil {
		publish = "tx.Publish(ctx, " + e.GoName + "{&created})"
	}
	if createsLast(r) {
		create = "tx.Create" + r.GoName + "(txn.Last(ctx), &created)"
		if publish != "" { // before, so that the event goes with the statement
			return append(unlessFailed(publish), "return &created, "+create)
		}
	}
	if publish == "" {
		return []string{"return &created, " + create}
	}
	return append(unlessFailed(create), "return &created, "+publish)
}

func unlessFailed(call string) []string {
	return []string{"if err := " + call + "; err != nil {", "\treturn nil, err", "}"}
}

// createsLast reports whether a transaction that creates an entity ends with one statement, which may commit it: there are no children to store,
// no others of a batch, and no dry run, which commits nothing.
func createsLast(r *model.Resource) bool {
	return len(r.Children) == 0 && !r.Service.ValidatesOnly() && !r.Has(spec.BatchCreate) && !r.Serializable
}
