package events

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// heardCustom returns the custom events of a service that have a consumer in the workspace.
func heardCustom(s *model.Service) []*model.Event {
	return slices.DeleteFunc(slices.Clone(s.CustomEvents), func(e *model.Event) bool {
		return !consumed(s.Workspace, func(other *model.Event) bool { return other == e })
	})
}

// toldImports returns the files that the message of a custom event imports.
func toldImports(e *model.Event) []string {
	var imports []string
	for _, f := range e.Data.Fields {
		if f.Enum != nil {
			imports = append(imports, e.Service.ProtoPath)
		}
		if f.Kind.ProtoImport != "" {
			imports = append(imports, f.Kind.ProtoImport)
		}
	}
	return imports
}

// toldDoc returns the comment of a field in the message of a custom event; "" for none.
func toldDoc(e *model.Event, f *model.Field) string {
	if f != e.Key {
		return f.Doc()
	}
	key := "Whom the event is about: its key."
	if e.About != nil {
		key = "The id of the " + e.About.Title + " that the event is about: its key."
	}
	return strings.TrimPrefix(f.Description+"\n"+key, "\n")
}

// toldProto returns a Go expression, in package rpc, that converts the field of the event in a variable to its type in the message.
func toldProto(f *model.Field, variable string) string { return f.ToProto(variable + "." + f.GoName) }

// toldRemark returns the comment after a field of a custom event in Go; "" for none.
func toldRemark(e *model.Event, f *model.Field) string {
	switch {
	case f == e.Key && e.About != nil:
		return "id of the " + e.About.Title + " that it is about"
	case f == e.Key:
		return "whom it is about"
	case f.Kind.Remark != nil:
		return f.Kind.Remark(&f.Shape)
	}
	return ""
}

// keyText returns a Go expression, in package rpc, for the key of the event in a variable.
func keyText(e *model.Event, variable string) string {
	value := variable + "." + e.Key.GoName
	switch e.Key.Kind.Type {
	case spec.UUID:
		return value + ".String()"
	case spec.Int32:
		return "strconv.Itoa(int(" + value + "))"
	case spec.Int64:
		return "strconv.FormatInt(" + value + ", 10)"
	}
	return value
}

// sampleKey returns the key of a custom event whose fields have their first sample.
func sampleKey(e *model.Event) string { return e.Key.Sample(0) }

// toldSample returns a Go expression for the field of a custom event in sample i. It uses the variable i.
func toldSample(e *model.Event, f *model.Field) string {
	shape := f.In(e.Service.Package)
	if f == e.Key && e.About != nil {
		return "uuid.UUID{6: 0x70, 8: 0x80, 15: byte(i)}" // that of the stored sample
	}
	if value := series(shape); value != "" {
		return shape.GoValue(value)
	}
	return shape.GoSample(0)
}

// narrows reports whether samples of a custom event convert i to a smaller type.
func narrows(e *model.Event) bool {
	return slices.ContainsFunc(e.Data.Fields, func(f *model.Field) bool { return kind.Narrows(toldSample(e, f)) })
}

// series returns a Go expression for an element of a field in sample i; "" if its samples do not follow from i.
func series(s *kind.Shape) string {
	if value := s.InSeries(); !strings.Contains(value, "pick") {
		return value
	}
	return ""
}
