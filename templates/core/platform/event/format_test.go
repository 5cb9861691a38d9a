package event_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// encoded returns a message in a format, as consumers get it.
func encoded(t *testing.T, f event.Format, m proto.Message, names ...event.Names) event.Message {
	t.Helper()
	encode := func(ctx context.Context, m proto.Message) (event.Message, error) {
		return event.About(ctx, "shop.things", "key", m)
	}
	got, err := event.InFormat(f, encode, names...)(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestFormats(t *testing.T) {
	t.Parallel()
	sent := &errdetails.ErrorInfo{Reason: "low", Domain: "shop", Metadata: map[string]string{"left": "2"}}
	for _, f := range []event.Format{event.Protobuf, event.JSON} {
		m := encoded(t, f, sent)
		if m.IsJSON() != (f == event.JSON) || m.IsJSON() != json.Valid(m.Data) || m.Key != "key" || m.Type != "google.rpc.ErrorInfo" {
			t.Errorf("%s: got %+v", f, m)
		}
		handle := event.Decoding(func(_ context.Context, _ int, e event.Of[*errdetails.ErrorInfo]) error {
			if !proto.Equal(e.Data, sent) {
				t.Errorf("%s: got %v", f, e.Data)
			}
			return nil
		})
		if err := handle(t.Context(), 0, event.Delivery{Message: m}); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if !strings.Contains(m.JSON(), `"left":`) {
			t.Errorf("%s: JSON is %s", f, m.JSON())
		}
	}
}

// TestLaterJSON holds that a consumer takes JSON with what it does not know, as it takes protobuf, and rejects what is none.
func TestLaterJSON(t *testing.T) {
	t.Parallel()
	m := encoded(t, event.JSON, &annotations.FieldInfo{})
	decode := event.Decoding(func(context.Context, int, event.Of[*annotations.FieldInfo]) error { return nil })
	for text, fine := range map[string]bool{`{"format": "UUID4", "later": [1]}`: true, `{"format": "LATER"}`: true, `{"format": `: false, "\xff": false, "": false} {
		m.Data = []byte(text)
		err := decode(t.Context(), 0, event.Delivery{Message: m})
		if (err == nil) != fine {
			t.Errorf("%q: %v", text, err)
		}
		if r, ok := errors.AsType[*event.RejectedError](err); !fine && (!ok || !r.Unreadable) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestUnsayable holds that a change is told though JSON has no word for the names of its fields.
func TestUnsayable(t *testing.T) {
	t.Parallel()
	// Types are registered until the process ends, so each run of the test has a package of its own.
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: new("unsayable.proto"), Package: new("unsayable" + rand.Text()), Syntax: new("proto3"), Dependency: []string{"google/protobuf/field_mask.proto"},
		MessageType: []*descriptorpb.DescriptorProto{{Name: new("Updated"), Field: []*descriptorpb.FieldDescriptorProto{{
			Name: new("changed"), JsonName: new("changed"), Number: new(int32(1)), TypeName: new(".google.protobuf.FieldMask"),
			Type: descriptorpb.FieldDescriptorProto_TYPE_MESSAGE.Enum(), Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
		}}}},
	}, protoregistry.GlobalFiles)
	if err != nil {
		t.Fatal(err)
	}
	updated := dynamicpb.NewMessageType(file.Messages().Get(0))
	if err := protoregistry.GlobalTypes.RegisterMessage(updated); err != nil {
		t.Fatal(err)
	}
	for paths, want := range map[string]string{"title unit_price": `{"changed":"title,unitPrice"}`, "title line_2": `{}`} {
		m := updated.New()
		mask := &fieldmaskpb.FieldMask{Paths: strings.Fields(paths)}
		m.Set(file.Messages().Get(0).Fields().Get(0), protoreflect.ValueOfMessage(mask.ProtoReflect()))
		if got := strings.ReplaceAll(string(encoded(t, event.JSON, m.Interface()).Data), " ", ""); got != want {
			t.Errorf("%s: %s, want %s", paths, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	replace := func(from, to string) event.Names {
		return func(_ protoreflect.MessageDescriptor, text []byte) []byte {
			return []byte(strings.ReplaceAll(string(text), from, to))
		}
	}
	m := encoded(t, event.JSON, &annotations.FieldInfo{Format: annotations.FieldInfo_UUID4}, replace("UUID4", "uuid4"))
	if !strings.Contains(string(m.Data), `"uuid4"`) {
		t.Errorf("got %s", m.Data)
	}
	handle := event.Spelling(replace("uuid4", "UUID4"), event.Decoding(func(_ context.Context, _ int, e event.Of[*annotations.FieldInfo]) error {
		if e.Data.GetFormat() != annotations.FieldInfo_UUID4 {
			t.Errorf("got %v", e.Data)
		}
		return nil
	}))
	if err := handle(t.Context(), 0, event.Delivery{Message: m}); err != nil {
		t.Error(err)
	}
}

func TestMediaTypes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"application/json": true, "application/json; charset=utf-8": true, "application/protobuf": false, "": false} {
		m := event.Message{Attributes: map[string]string{}}
		if m.SetMediaType(text); m.IsJSON() != want {
			t.Errorf("%q: %v", text, m.IsJSON())
		}
	}
	for f, fine := range map[event.Format]bool{"json": true, "protobuf": true, "JSON": false, "": false} {
		if err := f.Check(); (err == nil) != fine {
			t.Errorf("%q: %v", f, err)
		}
	}
}
