package restjson_test

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/svcgen/svcgen/templates/core/platform/restjson"
	"github.com/svcgen/svcgen/testdata/everykind"
)

// TestEncodeRandom compares random messages with what protojson makes of them: RESTJSON_MESSAGES of them, 2,000 if it is not set.
func TestEncodeRandom(t *testing.T) {
	messages := uint64(2000)
	if text := os.Getenv("RESTJSON_MESSAGES"); text != "" {
		var err error
		if messages, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	marshalers := []*restjson.Marshaler{restjson.New(), restjson.NewWithDocuments()}
	for seed := range messages {
		msg := &everykind.All{}
		fill(rand.New(rand.NewPCG(seed, 0)), msg.ProtoReflect(), 3)
		wantEqual(t, marshalers[seed%2], msg)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// wantEqual fails the test unless m writes msg as protojson does, or both refuse it.
func wantEqual(t *testing.T, m *restjson.Marshaler, msg proto.Message) {
	t.Helper()
	want, wantErr := protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(msg)
	got, err := m.Marshal(msg)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("error %v, that of protojson is %v, for %v", err, wantErr, msg)
	}
	if err != nil {
		return
	}
	var value, wanted any
	if err := json.Unmarshal(got, &value); err != nil {
		t.Fatalf("%v: %s", err, got)
	}
	if err := json.Unmarshal(want, &wanted); err != nil {
		t.Fatalf("%v: %s", err, want)
	}
	if !reflect.DeepEqual(value, wanted) {
		t.Errorf("got\n%s\nprotojson writes\n%s", got, want)
	}
}

// fill sets about half of the fields of a message. One message in some hundreds gets what JSON cannot have.
func fill(r *rand.Rand, msg protoreflect.Message, depth int) {
	rare := r.IntN(500) == 0
	switch msg := msg.Interface().(type) {
	case *timestamppb.Timestamp:
		msg.Seconds, msg.Nanos = r.Int64N(1<<36)-(1<<35), pick(r, 0, 1, r.Int32N(1e9), r.Int32N(1000)*1e6, r.Int32N(1e6)*1000)
		if rare {
			msg.Seconds *= 10
		}
		return
	case *durationpb.Duration:
		msg.Seconds, msg.Nanos = r.Int64N(1<<38), r.Int32N(1e9)
		return
	case *fieldmaskpb.FieldMask:
		msg.Paths = []string{"a", "b_c"}
		return
	case *structpb.Value:
		kinds := msg.ProtoReflect().Descriptor().Fields()
		fd := kinds.Get(r.IntN(kinds.Len()))
		switch {
		case rare:
		case fd.Message() != nil && depth > 0:
			fill(r, msg.ProtoReflect().Mutable(fd).Message(), depth-1)
		case fd.Kind() == protoreflect.DoubleKind:
			msg.Kind = &structpb.Value_NumberValue{NumberValue: pick(r, 0, -1, 1e21, 1e-9, r.NormFloat64())}
		case fd.Message() != nil:
			msg.Kind = &structpb.Value_StringValue{StringValue: text(r)}
		default:
			msg.ProtoReflect().Set(fd, scalar(r, fd))
		}
		return
	}
	for i := range msg.Descriptor().Fields().Len() {
		fd := msg.Descriptor().Fields().Get(i)
		isMessage := fd.Message() != nil
		if r.IntN(2) == 0 || isMessage && depth == 0 {
			continue
		}
		switch {
		case fd.IsMap():
			key := protoreflect.ValueOf(pick(r, int32(0), -3, 12)).MapKey()
			if fd.MapKey().Kind() == protoreflect.StringKind {
				key = protoreflect.ValueOfString(text(r)).MapKey()
			}
			entries := msg.Mutable(fd).Map()
			value := entries.NewValue()
			if fd.MapValue().Message() != nil {
				fill(r, value.Message(), depth-1)
			} else {
				value = scalar(r, fd.MapValue())
			}
			entries.Set(key, value)
		case fd.IsList():
			list := msg.Mutable(fd).List()
			for range r.IntN(3) {
				if isMessage {
					fill(r, list.AppendMutable().Message(), depth-1)
				} else {
					list.Append(scalar(r, fd))
				}
			}
		case isMessage:
			fill(r, msg.Mutable(fd).Message(), depth-1)
		default:
			msg.Set(fd, scalar(r, fd))
		}
	}
}

func scalar(r *rand.Rand, fd protoreflect.FieldDescriptor) protoreflect.Value {
	switch fd.Kind() {
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(r.IntN(2) == 0)
	case protoreflect.EnumKind:
		if fd.Enum().FullName() == "google.protobuf.NullValue" {
			return protoreflect.ValueOfEnum(0)
		}
		return protoreflect.ValueOfEnum(pick(r, protoreflect.EnumNumber(0), 1, 7, 99))
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return protoreflect.ValueOfInt32(pick(r, 0, 1, math.MinInt32, math.MaxInt32, int32(r.Uint32())))
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return protoreflect.ValueOfUint32(pick(r, 0, math.MaxUint32, r.Uint32()))
	case protoreflect.Int64Kind, protoreflect.Sint64Kind, protoreflect.Sfixed64Kind:
		return protoreflect.ValueOfInt64(pick(r, 0, math.MinInt64, math.MaxInt64, int64(r.Uint64())))
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind:
		return protoreflect.ValueOfUint64(pick(r, 0, math.MaxUint64, r.Uint64()))
	case protoreflect.FloatKind:
		return protoreflect.ValueOfFloat32(pick(r, 0, 1.5, 1e21, 1e-7, math.MaxFloat32, float32(math.Inf(-1)), math.Float32frombits(r.Uint32())))
	case protoreflect.DoubleKind:
		return protoreflect.ValueOfFloat64(pick(r, 0, 1.5, 1e21, -1e20, 1e-6, 1e-7, math.Copysign(0, -1), math.Inf(1), math.Float64frombits(r.Uint64())))
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes([]byte(text(r)))
	default:
		return protoreflect.ValueOfString(text(r))
	}
}

func text(r *rand.Rand) string {
	var s strings.Builder
	for range r.IntN(8) {
		s.WriteString(pick(r, "a", "é", "世", "😀", `"`, `\`, "\n", "\t", "\x00", "\x1f", "\x7f", "</script>", "\u2028", "\ufffd"))
	}
	if r.IntN(5000) == 0 {
		s.WriteByte(0xff)
	}
	return s.String()
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

func TestEncodeNothing(t *testing.T) {
	for _, m := range []*restjson.Marshaler{restjson.New(), restjson.NewWithDocuments()} {
		wantEqual(t, m, &everykind.All{})
		wantEqual(t, m, &everykind.All{List: []*everykind.All{nil}})
		wantEqual(t, m, (*everykind.All)(nil))
		wantEqual(t, m, structpb.NewNullValue())
		wantEqual(t, m, &structpb.Value{})
	}
}

func BenchmarkEncode(b *testing.B) {
	msg := &everykind.All{}
	for range 50 {
		msg.List = append(msg.List, &everykind.All{
			AString: "title", AnInt32: 7, ADouble: 4.5, Color: everykind.Color_COLOR_RED, Strings: []string{"a", "b"},
			OptionalString: new("A text of usual length."), Time: timestamppb.Now(),
			Value: structpb.NewStringValue("a value"),
		})
	}
	b.Run("restjson", func(b *testing.B) {
		b.ReportAllocs()
		m := restjson.NewWithDocuments()
		for b.Loop() {
			_, _ = m.Marshal(msg)
		}
	})
	b.Run("protojson", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(msg)
		}
	})
}
