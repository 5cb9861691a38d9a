package event

import (
	"context"

	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// Spelling returns what gives the JSON of deliveries other names of enums, and hands them to handle.
func Spelling[S any](names Names, handle func(context.Context, S, Delivery) error) func(context.Context, S, Delivery) error {
	return func(ctx context.Context, s S, d Delivery) error {
		if known, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName(d.Type)); err == nil && d.IsJSON() {
			d.Data = names(known.Descriptor(), d.Data)
		}
		return handle(ctx, s, d)
	}
}
