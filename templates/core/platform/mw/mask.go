package mw

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
	"google.golang.org/protobuf/types/known/structpb"
)

// CompleteMasks is a grpc.UnaryClientInterceptor. It adds to update masks what the gateway's generated code leaves out: a field
// of arbitrary JSON whose objects are all empty, as in {"attributes": {}}.
func CompleteMasks(ctx context.Context, method string, request, reply any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	if request, ok := request.(updateRequest); ok && request.GetUpdateMask() != nil {
		completeMask(request)
	}
	return invoke(ctx, method, request, reply, conn, opts...)
}

type updateRequest interface {
	proto.Message
	GetUpdateMask() *fieldmaskpb.FieldMask
}

func completeMask(request updateRequest) {
	mask := request.GetUpdateMask()
	for _, part := range request.ProtoReflect().Range {
		resource, ok := part.Interface().(protoreflect.Message)
		if !ok {
			continue
		}
		for field, value := range resource.Range {
			name := string(field.Name())
			inMask := func(path string) bool { return path == name || strings.HasPrefix(path, name+".") }
			if message, ok := value.Interface().(protoreflect.Message); ok && hollow(message.Interface()) && !slices.ContainsFunc(mask.GetPaths(), inMask) {
				mask.Paths = append(mask.Paths, name)
			}
		}
	}
}

// hollow reports whether a message is a JSON object that is empty or holds only hollow objects.
func hollow(message proto.Message) bool {
	value, ok := message.(*structpb.Value)
	if !ok || value.GetStructValue() == nil {
		return false
	}
	for _, member := range value.GetStructValue().GetFields() {
		if !hollow(member) {
			return false
		}
	}
	return true
}
