package event

import (
	"slices"

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

// Without returns m after it has cleared fields.
func Without[M proto.Message](m M, fields ...protoreflect.Name) M {
	message := m.ProtoReflect()
	for _, name := range fields {
		if field := message.Descriptor().Fields().ByName(name); field != nil {
			message.Clear(field)
		}
	}
	return m
}
