package event

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
)

// Changed returns the names of the fields in which two messages of a resource differ, without those that every change sets.
func Changed(before, after proto.Message) *fieldmaskpb.FieldMask {
	was, is := before.ProtoReflect(), after.ProtoReflect()
	mask := &fieldmaskpb.FieldMask{}
	for i := range is.Descriptor().Fields().Len() {
		field := is.Descriptor().Fields().Get(i)
		always := slices.Contains([]protoreflect.Name{"etag", "update_time"}, field.Name())
		if !always && (was.Has(field) != is.Has(field) || !was.Get(field).Equal(is.Get(field))) {
			mask.Paths = append(mask.Paths, string(field.Name()))
		}
	}
	return mask
}

// Without returns m after it has cleared fields. A path may lead into the elements of a list: lines.note.
func Without[M proto.Message](m M, paths ...string) M {
	for _, path := range paths {
		clearField(m.ProtoReflect(), path)
	}
	return m
}

func clearField(m protoreflect.Message, path string) {
	name, rest, inside := strings.Cut(path, ".")
	field := m.Descriptor().Fields().ByName(protoreflect.Name(name))
	switch {
	case field == nil:
	case !inside:
		m.Clear(field)
	case field.IsList():
		for list, i := m.Get(field).List(), 0; i < list.Len(); i++ {
			clearField(list.Get(i).Message(), rest)
		}
	}
}
