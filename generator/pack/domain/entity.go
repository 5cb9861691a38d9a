package domain

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// entityDoc returns the doc comment of the entity.
func entityDoc(r *model.Resource) string {
	return described(r, r.GoName+" is "+r.Article+" "+r.Title+" of the "+r.Service.Title+" service.")
}

// described returns the doc comment of a type: first, which begins with the name of the type, and the description below it. A description
// that begins with the name needs no other sentence.
func described(r *model.Resource, first string) string {
	switch {
	case r.Description == "":
		return first
	case strings.HasPrefix(r.Description, r.GoName+" "):
		return r.Description
	}
	return first + "\n\n" + r.Description
}

// patterns returns the fields with a pattern.
func patterns(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Pattern != "" })
}

// setOnce returns the fields that a client sets on creation and cannot change.
func setOnce(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Immutable && !f.OutputOnly && !f.Now })
}

// settable returns the fields that an update can name: those that are set once and those that clients can change.
func settable(r *model.Resource) []*model.Field {
	if !r.Has(spec.Update) {
		return nil
	}
	return slices.Concat(setOnce(r), r.Editable())
}

// onlySettable returns the field that an update can name if there is exactly one, otherwise nil. With one field the code needs no
// switch.
func onlySettable(r *model.Resource) *model.Field {
	if fields := settable(r); len(fields) == 1 && len(r.Children) == 0 {
		return fields[0]
	}
	return nil
}

// cascadesWith names the entities whose deletion deletes the resource by cascade: "an order"; "" if there are none.
func cascadesWith(r *model.Resource) string {
	var names []string
	for _, f := range r.Refs() {
		if f.OnDelete == spec.Cascade && f.Ref.HardDelete() {
			names = append(names, f.Ref.Article+" "+f.Ref.Title)
		}
	}
	return strings.Join(names, " or ")
}

// nowFields returns the fields that are set to the time of creation.
func nowFields(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Now })
}

// goDefault returns the default as a Go expression in the domain package.
func goDefault(f *model.Field) string { return f.GoValue(f.GoElement(f.Default)) }

// goNow turns a Go expression for a point in time into a value of the field.
func goNow(f *model.Field, at string) string { return f.AtTime(at) }

// fieldRule is a rule of a field, or of each item of a field that is a list.
type fieldRule struct {
	kind.Rule

	Field string
}

// FixedText reports whether the text is a literal. Other texts take time to make, which only a field that breaks the rule should cost.
func (r fieldRule) FixedText() bool {
	return strings.HasPrefix(r.Text, `"`) || strings.HasPrefix(r.Text, "`")
}

// rulesOf returns the rules of the field as Go code for the entity in variable.
func rulesOf(f *model.Field, variable string) []fieldRule {
	return fieldRules(f, f.Rules(variable+"."+f.GoName))
}

// itemRules returns the rules of the items of a list, each in the variable item.
func itemRules(f *model.Field) []fieldRule { return fieldRules(f, f.ElementRules("item")) }

func fieldRules(f *model.Field, rules []kind.Rule) []fieldRule {
	all := make([]fieldRule, len(rules))
	for i, r := range rules {
		all[i] = fieldRule{Rule: r, Field: f.Name}
	}
	return all
}

// valueList returns the constants of an enum as the elements of a Go list.
func valueList(e *kind.Enum) string {
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.GoName
	}
	return elements(names)
}

// defaultList returns the fields with a default as the elements of a Go literal of the entity.
func defaultList(r *model.Resource) string {
	var fields []string
	for _, f := range r.Defaults() {
		fields = append(fields, f.GoName+": "+goDefault(f))
	}
	return elements(fields)
}

// elements puts the elements of a Go literal on one line if they fit, else on a line each.
func elements(all []string) string {
	const width = 100
	if line := strings.Join(all, ", "); len(line) <= width {
		return line
	}
	return "\n" + strings.Join(all, ",\n") + ",\n"
}

// differs returns a Go condition that is true if the entities in variables x and y have different values of the field.
func differs(f *model.Field, x, y string) string { return f.Differ(x+"."+f.GoName, y+"."+f.GoName) }

// remark returns the comment after a field of the entity with what its type does not show: "// unique; set once".
func remark(f *model.Field) string {
	var parts []string
	if f.Ref != nil {
		parts = append(parts, "id of "+f.Ref.Article+" "+f.Ref.Title)
	}
	if f.Remote != nil {
		parts = append(parts, "id of "+f.Remote.Article+" "+f.Remote.Title+" of the "+f.Remote.Service.Title+" service")
	}
	if f.Kind.Remark != nil {
		parts = append(parts, f.Kind.Remark(&f.Shape))
	}
	switch {
	case f.Unique && f.Resource.List != nil:
		parts = append(parts, "unique among the "+f.Resource.List.Name)
	case f.Unique:
		parts = append(parts, "unique")
	}
	switch {
	case f.Now:
		parts = append(parts, "the time of creation")
	case f.Caller:
		parts = append(parts, "the user who created it")
	case f.OutputOnly && !f.Resource.Message:
		parts = append(parts, "set by the server")
	case f.Immutable:
		parts = append(parts, "set once")
	}
	if f.Sensitive {
		parts = append(parts, "sensitive: never log it")
	}
	text := strings.Join(strings.Fields(f.Description), " ")
	switch {
	case text == "" || len(text) > 60:
	case len(parts) == 0:
		return text
	default:
		parts = slices.Insert(parts, 0, strings.TrimSuffix(text, "."))
	}
	return strings.Join(parts, "; ")
}

// hasParts reports whether the entity holds pointers or lists, which a plain copy of it would share.
func hasParts(r *model.Resource) bool {
	return r.SoftDelete || len(r.Children) > 0 || slices.ContainsFunc(r.Fields, func(f *model.Field) bool { return f.Pointer() || f.Repeated || f.Kind.Nil })
}

// copied returns a Go expression for a copy of the entity value that shares nothing with it.
func copied(r *model.Resource, value string) string {
	switch {
	case copiesParts(r):
		return "copy" + r.GoName + "(" + value + ")"
	case hasParts(r):
		return "txn.Copy(" + value + ")"
	}
	return value
}

// draftOf returns a Go expression for the entity to create, made of the argument. prepare<Resource> changes it, so it gets a copy that shares
// nothing.
func draftOf(r *model.Resource) string {
	value := "*" + r.Receiver
	if r.Prepares {
		return copied(r, value)
	}
	return value
}
