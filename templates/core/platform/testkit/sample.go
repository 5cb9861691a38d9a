package testkit

import (
	"encoding/json"
	"slices"
	"testing"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Hint says where to change samples and dependencies if the test fails: dir is the package that has them.
func Hint(tb testing.TB, dir string) {
	tb.Helper()
	tb.Cleanup(func() {
		if tb.Failed() {
			tb.Logf("If a rule of your own refuses what this test does, say in %[1]s/<resource>.go what a valid sample is, or in %[1]s/deps.go "+
				"what the rule depends on.", dir)
		}
	})
}

// Sent clears the fields of a resource that only the server sets, and returns it.
func Sent[M proto.Message](msg M) M {
	fields := msg.ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		if field := fields.Get(i); setByServer(field) {
			msg.ProtoReflect().Clear(field)
		}
	}
	return msg
}

// setByServer reports whether a field is the etag or OUTPUT_ONLY.
func setByServer(field protoreflect.FieldDescriptor) bool {
	behaviors, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
	return field.Name() == "etag" || slices.Contains(behaviors, annotations.FieldBehavior_OUTPUT_ONLY)
}

// Body returns a message as a client of the REST API sends it.
func Body(tb testing.TB, msg proto.Message) Object {
	tb.Helper()
	return object(tb, encode(tb, msg))
}

func encode(tb testing.TB, msg proto.Message) []byte {
	tb.Helper()
	data, err := protojson.Marshal(msg)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func object(tb testing.TB, data []byte) (o Object) {
	tb.Helper()
	if err := json.Unmarshal(data, &o); err != nil {
		tb.Fatal(err)
	}
	return o
}

// WantEveryField fails the test if a field, but delete_time, is set in none of the samples, which are all of one type. The other tests
// would not notice that it is lost.
func WantEveryField(tb testing.TB, samples ...proto.Message) {
	tb.Helper()
	fields := samples[0].ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		set := func(sample proto.Message) bool { return sample.ProtoReflect().Has(field) }
		if field.Name() != "delete_time" && !slices.ContainsFunc(samples, set) {
			tb.Errorf("%s is set in no sample", field.Name())
		}
	}
}
