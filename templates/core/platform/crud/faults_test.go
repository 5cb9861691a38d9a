package crud

import (
	"errors"
	"slices"
	"testing"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// order is an entity whose fields are all wrong.
type order struct{}

func (order) Validate() error {
	var v errs.Violations
	for _, name := range []string{"customer", "sku", "tags[3]", "stamps[0].time", "price", "elsewhere"} {
		v.Add(name, "is wrong")
	}
	return v.Err()
}

// TestFaults holds that a client is told of no field that it cannot send.
func TestFaults(t *testing.T) {
	field := func(name string, number int32, behavior ...annotations.FieldBehavior) *descriptorpb.FieldDescriptorProto {
		options := &descriptorpb.FieldOptions{}
		proto.SetExtension(options, annotations.E_FieldBehavior, behavior)
		return &descriptorpb.FieldDescriptorProto{Name: &name, Number: &number, Type: descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum(), Options: options}
	}
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: new("order.proto"), Syntax: new("proto3"),
		MessageType: []*descriptorpb.DescriptorProto{{Name: new("Order"), Field: []*descriptorpb.FieldDescriptorProto{
			field("customer", 1, annotations.FieldBehavior_OUTPUT_ONLY), field("stamps", 2, annotations.FieldBehavior_OUTPUT_ONLY),
			field("sku", 3, annotations.FieldBehavior_REQUIRED, annotations.FieldBehavior_IMMUTABLE), field("tags", 4), field("price", 5),
		}}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var unreadable errs.Violations
	unreadable.Add("price", "is no number")
	invalid, ok := errors.AsType[*errs.Error](faults(dynamicpb.NewMessage(file.Messages().Get(0)), unreadable, order{}))
	if !ok {
		t.Fatal("nothing is wrong")
	}
	var told []string
	for _, v := range invalid.Violations {
		told = append(told, v.Field+" "+v.Description)
	}
	if want := []string{"price is no number", "sku is wrong", "tags[3] is wrong", "elsewhere is wrong"}; !slices.Equal(told, want) {
		t.Errorf("it says %q", told)
	}
}
