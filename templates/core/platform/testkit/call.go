package testkit

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// StatusOf returns the HTTP status of an answer.
func StatusOf(r *Response) int { return r.status }

// ServeOn runs a server on the loopback interface until the test ends, and returns a connection to it.
func ServeOn(tb testing.TB, serve func(net.Listener) error) *grpc.ClientConn {
	tb.Helper()
	listener, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	go func() { _ = serve(listener) }() // until the listener is closed
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = errors.Join(conn.Close(), listener.Close()) })
	return conn
}

// Call calls a method with an empty request, and returns the code of the answer. md are keys and values in turn.
func Call(tb testing.TB, conn grpc.ClientConnInterface, method string, md ...string) codes.Code {
	tb.Helper()
	request, reply := messages(tb, method)
	return status.Code(conn.Invoke(metadata.AppendToOutgoingContext(tb.Context(), md...), method, request, reply))
}

// Methods returns the full names of the methods of a gRPC service, as they are called.
func Methods(tb testing.TB, service string) []string {
	tb.Helper()
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName(service))
	if err != nil {
		tb.Fatal(err)
	}
	declared, ok := found.(protoreflect.ServiceDescriptor)
	if !ok {
		tb.Fatalf("%s is no service", service)
	}
	var names []string
	for i := range declared.Methods().Len() {
		names = append(names, fmt.Sprintf("/%s/%s", service, declared.Methods().Get(i).Name()))
	}
	return names
}

// messages returns empty messages of the types that a method takes and returns.
func messages(tb testing.TB, method string) (request, reply any) {
	tb.Helper()
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName(strings.ReplaceAll(strings.TrimPrefix(method, "/"), "/", ".")))
	if err != nil {
		tb.Fatal(err)
	}
	declared, ok := found.(protoreflect.MethodDescriptor)
	if !ok {
		tb.Fatalf("%s is no method", method)
	}
	var empty [2]any
	for i, message := range []protoreflect.MessageDescriptor{declared.Input(), declared.Output()} {
		t, err := protoregistry.GlobalTypes.FindMessageByName(message.FullName())
		if err != nil {
			tb.Fatal(err)
		}
		empty[i] = t.New().Interface()
	}
	return empty[0], empty[1]
}
