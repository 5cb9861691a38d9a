package protoconv

import (
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Enum converts the value of an enum. convert returns "" for a value that the domain does not have: that is a violation, which
// names the values that a client can send.
func Enum[In protoreflect.Enum, Out ~string](v *errs.Violations, field string, value In, convert func(In) Out) Out {
	out := convert(value)
	if out == "" {
		v.Add(field, errs.OneOf(enumNames(value.Descriptor())))
	}
	return out
}

// OptionalEnum is Enum for an optional field; nil stays nil.
func OptionalEnum[In protoreflect.Enum, Out ~string](v *errs.Violations, field string, value *In, convert func(In) Out) *Out {
	if value == nil {
		return nil
	}
	out := Enum(v, field, *value, convert)
	return &out
}

// EnumList is Enum for a repeated field. A violation names the element: days[2].
func EnumList[In protoreflect.Enum, Out ~string](v *errs.Violations, field string, values []In, convert func(In) Out) []Out {
	out := make([]Out, len(values))
	for i, value := range values {
		out[i] = Enum(v, field+"["+strconv.Itoa(i)+"]", value, convert)
	}
	return out
}

// enumNames are the names of an enum's values without that of 0, which stands for a value that was not sent.
func enumNames(enum protoreflect.EnumDescriptor) []string {
	var names []string
	for i := range enum.Values().Len() {
		if value := enum.Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	return names
}
