package domain

import (
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// childDoc returns the doc comment of the type of a child.
func childDoc(c *model.Resource) string {
	return described(c, fmt.Sprintf("%s is one of the %s of %s %s.", c.GoName, c.List.Name, c.List.Parent.Article, c.List.Parent.Title))
}

// onlyList returns the child whose list is all that an update can name, otherwise nil.
func onlyList(r *model.Resource) *model.Resource {
	if len(r.Children) == 1 && r.Has(spec.Update) && len(settable(r)) == 0 {
		return r.Children[0]
	}
	return nil
}

// settableLists returns the children whose lists an update can name.
func settableLists(r *model.Resource) []*model.Resource {
	if !r.Has(spec.Update) {
		return nil
	}
	return r.Children
}

// hasRules reports whether there are rules for each of the children by itself.
func hasRules(c *model.Resource) bool {
	return slices.ContainsFunc(c.Fields, func(f *model.Field) bool { return len(rulesOf(f, "x"))+len(itemRules(f)) > 0 })
}

// miscounted returns a Go condition that the list in variable has too few or too many items.
func miscounted(c *model.Resource, variable string) string {
	most := fmt.Sprintf("len(%s) > %d", variable, c.List.Max)
	if c.List.Min > 0 {
		return fmt.Sprintf("len(%s) < %d || %s", variable, c.List.Min, most)
	}
	return most
}

// countText says how many children there may be.
func countText(c *model.Resource) string { return "must have " + c.List.Count() }

// uniqueFields returns the fields that no two children of one parent may have the same value of.
func uniqueFields(c *model.Resource) []*model.Field {
	return model.FieldsOf(c, func(f *model.Field) bool { return f.Unique })
}

// pointerTo returns a Go expression for a pointer to the field of the child in variable, a pointer itself.
func pointerTo(f *model.Field, variable string) string {
	if f.Pointer() {
		return variable + "." + f.GoName
	}
	return "&" + variable + "." + f.GoName
}

// copiesParts reports whether a copy of the entity has to copy parts of its children, too.
func copiesParts(r *model.Resource) bool { return slices.ContainsFunc(r.Children, hasParts) }

// refOf returns a Go function literal for the reference of a child, a pointer.
func refOf(f *model.Field) string {
	c := f.Resource
	return fmt.Sprintf("func(%s *%s) *uuid.UUID { return %s }", c.Receiver, c.GoName, pointerTo(f, c.Receiver))
}

// limitsItems reports whether references of children may have to lead to what the caller owns.
func limitsItems(r *model.Resource) bool {
	return slices.ContainsFunc(r.LimitedRefs(), func(f *model.Field) bool { return f.Resource.List != nil })
}

// childCases returns the test cases for the rules of a child, which change the first one of entity 0, and for how many there may be.
func childCases(c *model.Resource) []testCase {
	l := c.List
	var all []testCase
	for _, f := range c.Fields {
		for _, one := range f.In(c.Service.Package).Cases() {
			test := testCase{Name: l.Key + ": " + one.Name, names: []string{l.GoName + "[0]." + f.GoName}, values: []string{one.Value}}
			if one.Field != "" {
				test.Refused = l.Name + "[0]." + one.Field
			}
			all = append(all, test)
		}
	}
	repeat := func(name string, n int, refused string) {
		value := fmt.Sprintf("slices.Repeat(%s.%s[:1], %d)", l.Parent.Var, l.GoName, n)
		all = append(all, testCase{Name: name, Refused: refused, names: []string{l.GoName}, values: []string{value}})
	}
	if unique := uniqueFields(c); len(unique) == 0 {
		repeat(kind.Count(l.Max+1, "item")+" in "+l.Name, l.Max+1, l.Name)
	} else if l.Max > 1 && l.Min < 3 && len(unique) == 1 && !unique[0].Optional {
		repeat("the same "+unique[0].Title+" twice in "+l.Name, 2, l.Name+"[1]."+unique[0].Name)
	}
	if l.Min > 0 {
		all = append(all, testCase{Name: "no " + l.Name, Refused: l.Name, names: []string{l.GoName}, values: []string{"nil"}})
	}
	return all
}
