package grpcx

import (
	"context"
	"reflect"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// HandOver returns a connection for a caller that uses no request again and changes no answer, as the gateway. If conn is an InProc,
// messages share their parts instead of being copied. What a handler may do with them is the same as over a network.
func HandOver(conn grpc.ClientConnInterface) grpc.ClientConnInterface {
	if c, ok := conn.(*InProc); ok {
		return &handOver{InProc: c}
	}
	return conn
}

type handOver struct {
	*InProc
	open sync.Map // results of isOpen by reflect.Type
}

func (c *handOver) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	return c.invoke(ctx, method, args, reply, opts, c.move)
}

// move makes dst, which is empty, equal to src. They share what is behind the fields.
func (c *handOver) move(dst, src any) error {
	to, ok := dst.(proto.Message)
	from, ok2 := src.(proto.Message)
	if !ok || !ok2 || reflect.TypeOf(dst) != reflect.TypeOf(src) || !from.ProtoReflect().IsValid() {
		return copyMessage(dst, src)
	}
	open, known := c.open.Load(reflect.TypeOf(dst))
	if !known {
		open, _ = c.open.LoadOrStore(reflect.TypeOf(dst), isOpen(to))
	}
	if open != true {
		return copyMessage(dst, src)
	}
	fields, values := reflect.ValueOf(dst).Elem(), reflect.ValueOf(src).Elem()
	for i := range fields.NumField() {
		if field := fields.Field(i); field.CanSet() {
			field.Set(values.Field(i))
		}
	}
	to.ProtoReflect().SetUnknown(from.ProtoReflect().GetUnknown())
	return nil
}

// isOpen reports whether the exported fields of a message hold all of it but what is unknown.
func isOpen(msg proto.Message) bool {
	for field := range reflect.TypeOf(msg).Elem().Fields() {
		if field.Tag.Get("protobuf")+field.Tag.Get("protobuf_oneof") != "" && !field.IsExported() {
			return false
		}
	}
	return msg.ProtoReflect().Descriptor().ParentFile().Syntax() == protoreflect.Proto3 // the others can have extensions
}
