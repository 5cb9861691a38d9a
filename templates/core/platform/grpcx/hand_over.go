package grpcx

import (
	"context"
	"reflect"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
)

// HandOver returns a connection for a caller that uses no request again and changes no answer, as the gateway. If conn is an InProc,
// messages share their parts instead of being copied. What a handler may do with them is the same as over a network.
func HandOver(conn grpc.ClientConnInterface) grpc.ClientConnInterface {
	if c, ok := conn.(*InProc); ok {
		return handOver{c}
	}
	return conn
}

type handOver struct{ *InProc }

func (c handOver) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	return c.invoke(ctx, method, args, reply, opts, shareMessage)
}

// shareMessage makes dst, which is empty, equal to src. They share what is behind the fields.
func shareMessage(dst, src any) error {
	to, ok := dst.(proto.Message)
	from, ok2 := src.(proto.Message)
	if !ok || !ok2 || reflect.TypeOf(dst) != reflect.TypeOf(src) || !from.ProtoReflect().IsValid() {
		return copyMessage(dst, src)
	}
	fields, values := reflect.ValueOf(dst).Elem(), reflect.ValueOf(src).Elem()
	for i := range fields.NumField() {
		if field := fields.Field(i); field.CanSet() {
			field.Set(values.Field(i))
			continue
		}
		switch fields.Type().Field(i).Name {
		case "state", "sizeCache", "unknownFields":
		default: // extensions, or fields that the opaque API hides
			return copyMessage(dst, src)
		}
	}
	to.ProtoReflect().SetUnknown(from.ProtoReflect().GetUnknown())
	return nil
}
