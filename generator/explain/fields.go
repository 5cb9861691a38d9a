package explain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// fieldTexts names the fields of a message with their types: percent int32, reason string.
func fieldTexts(r *model.Resource) string {
	texts := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		texts[i] = f.Name + " " + f.Entry().TypeText()
	}
	return strings.Join(texts, ", ")
}

func explainField(f *model.Field) Field {
	e := Field{
		Name:    f.Name,
		Type:    f.Entry().TypeText(),
		Go:      f.GoName + " " + f.GoType(),
		Proto:   f.ProtoDecl(),
		ProtoGo: f.PBName + " " + f.PBType(),
		JSON:    f.JSONName,
		Filter:  filterText(f),
		Sort:    f.Sort,
		Search:  f.Search,
	}
	columns := make([]string, len(f.Columns))
	for i, c := range f.SchemaColumns() {
		columns[i] = c.Definition()
	}
	e.Column = strings.Join(columns, ", ")
	for _, c := range f.SchemaConstraints() {
		e.Constraints = append(e.Constraints, c.Definition())
	}
	for _, u := range f.Resource.Uniques {
		if slices.Contains(u.Fields, f) {
			e.Constraints = append(e.Constraints, u.Name+": unique ("+strings.Join(u.Columns, ", ")+")")
		}
	}
	for _, c := range f.Resource.Checks {
		if c.Has(f) {
			e.Constraints = append(e.Constraints, c.Constraint+": "+c.Rule())
		}
	}
	e.Presence = presence(f)
	if f.Remote != nil {
		e.Notes = append(e.Notes, "the "+f.Remote.Service.Title+" service is asked whether it is there, before the transaction: on creation, and when it changes")
	}
	if f.Mirror != "" {
		e.Notes = append(e.Notes, fmt.Sprintf("its old column %s is kept equal, until in_two_steps is deleted", f.Mirror))
	}
	e.Notes = renamed(e.Notes, "the field in Go", naming.GoName(f.Name), f.GoName)
	e.Notes = renamed(e.Notes, "the field of the message in Go", naming.GoCamelCase(f.Name), f.PBName)
	for _, c := range f.Columns {
		e.Notes = renamed(e.Notes, "the field of sqlc's struct", naming.GoName(c.Name), c.DBName)
	}
	return e
}

func presence(f *model.Field) string {
	var parts []string
	switch {
	case f.Now:
		parts = append(parts, "set to the time of creation")
	case f.Caller:
		parts = append(parts, "set to the user who creates it")
	case f.OutputOnly:
		parts = append(parts, "set by the server")
	case f.Required:
		parts = append(parts, "required")
	case f.Optional:
		parts = append(parts, "optional")
	case f.Repeated:
		parts = append(parts, "may be empty")
	}
	if most := f.MostItems(); most > 0 {
		parts = append(parts, "at most "+kind.Count(most, "item"))
	}
	if f.HasDefault {
		parts = append(parts, "default "+defaultText(f))
	}
	if f.Immutable {
		parts = append(parts, "set once")
	}
	return strings.Join(parts, ", ")
}

// defaultText is the default in one line: 48h, not 48h0m0s, and a text with line breaks in quotes.
func defaultText(f *model.Field) string {
	text := f.DefaultText()
	if f.Kind.Written != nil {
		return f.Kind.Written(text)
	}
	if strings.ContainsFunc(text, unicode.IsControl) {
		return strconv.Quote(text)
	}
	return text
}

// filterText lists the operators that a filter may use on the field: "=, !=, OR, :*".
func filterText(f *model.Field) string {
	var ops []string
	for _, op := range f.Filter {
		switch op {
		case spec.OpEq:
			ops = append(ops, "=", "!=")
		case spec.OpIn:
			ops = append(ops, "OR")
		case spec.OpPrefix:
			ops = append(ops, `= "prefix*"`)
		case spec.OpGTE:
			ops = append(ops, ">", ">=")
		case spec.OpLTE:
			ops = append(ops, "<", "<=")
		case spec.OpHas:
			ops = append(ops, ":")
		}
	}
	if f.Optional && len(ops) > 0 {
		ops = append(ops, ":*")
	}
	return strings.Join(ops, ", ")
}

func explainEnum(e *kind.Enum, s *model.Service) *Enum {
	out := &Enum{
		Name: e.Name, Go: s.Package + "." + e.GoName, Proto: s.ProtoPackage + "." + e.PBName, Reserved: e.Removed,
	}
	for _, v := range e.Values {
		out.Values = append(out.Values, EnumValue{Name: v.Name, Go: v.GoName, Proto: v.ProtoName, JSON: v.JSONName, Number: v.Number})
	}
	return out
}
