package testkit_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/api/annotations"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/testkit"
)

// Each operator finds what it should among three values, with or without one that is not set.
func TestMatches(t *testing.T) {
	day := func(n int) any { return time.Date(2026, time.January, n, 0, 0, 0, 0, time.UTC) }
	const all = aip.AllowEq | aip.AllowIn | aip.AllowGTE | aip.AllowLTE | aip.Set
	for _, tt := range []struct {
		ops    aip.Op
		values []any
		want   string // what each condition finds
	}{
		{all, []any{day(1), day(2), day(3)}, "= [1], != [0 2], < [0], <= [0 1], > [2], >= [1 2], a = x OR a = y [0 1], :* [0 1 2]"},
		{all, []any{int32(9), int32(10), nil}, "= [1], != [0 2], < [0], <= [0 1], > [], >= [1], a = x OR a = y [0 1], :* [0 1]"},
		{all, []any{2.5, nil, nil}, "= [0], != [1 2], < [], <= [0], > [], >= [0], a = x OR a = y [0], :* [0]"},
		{aip.AllowEq, []any{"a", "a", "a"}, "= [0 1 2], != []"},
		{aip.AllowPrefix, []any{"Äpfel", "Ämter", "b"}, `= "x*" [1]`},
		{aip.AllowHas, []any{[]string{"a"}, []string{"b", "a"}, []string(nil)}, ": [1]"},
		{aip.AllowHas, []any{[]any{"b"}, []any{"a"}, nil}, ": [1]"},
		{all, []any{nil, nil, nil}, ""},
	} {
		var got []string
		for _, c := range testkit.Conditions("f", tt.ops, tt.values) {
			found := []int{}
			for i, value := range tt.values {
				if testkit.Matches(value, c) {
					found = append(found, i)
				}
			}
			got = append(got, fmt.Sprint(c.Op, found))
		}
		if text := strings.ReplaceAll(strings.Join(got, ", "), "[", " ["); strings.Join(strings.Fields(text), " ") != tt.want {
			t.Errorf("%v: got %s, want %s", tt.values, text, tt.want)
		}
	}
}

func TestSorted(t *testing.T) {
	for _, tt := range []struct {
		values []any
		want   bool
	}{
		{[]any{9, 10, nil}, true},
		{[]any{nil, 9}, false},
		{[]any{10, 9}, false},
		{[]any{"title 1", "title 2"}, true},
		{[]any{"title 2", "title 1"}, false},
		{[]any{"Äpfel", "Birnen", "äpfel"}, true}, // the database decides
	} {
		if got := testkit.Sorted(tt.values); got != tt.want {
			t.Errorf("%v: got %t", tt.values, got)
		}
	}
}

func TestWords(t *testing.T) {
	if got := testkit.Words("title 1", nil, "an e-mail", "Ä"); !slices.Equal(got, []string{"title", "1", "an"}) {
		t.Errorf("got %q", got)
	}
}

// A client sends neither the etag nor what is OUTPUT_ONLY.
func TestSent(t *testing.T) {
	msg := dynamic(t, map[string]bool{"etag": false, "title": false, "create_time": true})
	if got := testkit.Body(t, testkit.Sent(msg)); len(got) != 1 || got["title"] != "title" {
		t.Errorf("got %v", got)
	}
}

func TestWantEveryField(t *testing.T) {
	for _, tt := range []struct {
		samples []proto.Message
		failed  bool
	}{
		{[]proto.Message{&pb.EchoStatus{Code: 1, Message: "a"}}, false},
		{[]proto.Message{&pb.EchoStatus{Code: 1}, &pb.EchoStatus{Message: "a"}}, false},
		{[]proto.Message{&pb.EchoStatus{Code: 1}, &pb.EchoStatus{Code: 2}}, true},
	} {
		tb := &recorder{TB: t}
		if testkit.WantEveryField(tb, tt.samples...); tb.failed != tt.failed {
			t.Errorf("%v: failed %t", tt.samples, tb.failed)
		}
	}
}

// A list under test notices a filter, an order or a search that is ignored.
func TestList(t *testing.T) {
	items := []string{`{"id":"3","size":"3","title":"c"}`, `{"id":"1","size":"1","title":"a"}`, `{"id":"2","size":"2","title":"b"}`}
	for name, tt := range map[string]struct {
		answer func(parameter, value string) string // numbers of items
		failed bool
	}{
		"ignores everything": {func(string, string) string { return "120" }, true},
		"answers": {func(parameter, value string) string {
			return map[string]string{
				"pageSize 2": "120", "orderBy size": "120", "orderBy size desc": "021", `filter size = "1"`: "1", `filter size != "1"`: "20",
				`filter size > "1"`: "20", `filter size >= "1"`: "120", `filter "a"`: "1", `filter "b"`: "2", `filter "c"`: "0",
			}[parameter+" "+value]
		}, false},
	} {
		api := testkit.NewAPI(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			parameter, value := "pageSize", r.URL.Query().Get("pageSize")
			for _, other := range []string{"filter", "orderBy"} {
				if text := r.URL.Query().Get(other); text != "" {
					parameter, value = other, text
				}
			}
			var found []string
			for _, digit := range tt.answer(parameter, value) {
				found = append(found, items[digit-'0'])
			}
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprintf(w, `{"items":[%s]}`, strings.Join(found, ","))
		}))
		tb := &recorder{TB: t}
		list := testkit.List{API: api, Path: "/", Name: "items", Made: []testkit.Object{
			{"id": "3", "size": "3", "title": "c"}, {"id": "1", "size": "1", "title": "a"}, {"id": "2", "size": "2", "title": "b"},
		}}
		for _, check := range []func(){
			func() { list.WantOrders(tb, "size") },
			func() { list.WantFilter(tb, "size", aip.AllowEq|aip.AllowGTE) },
			func() { list.WantSearch(tb, "title") },
		} {
			tb.failed = false
			if check(); tb.failed != tt.failed {
				t.Errorf("%s: failed %t", name, tb.failed)
			}
		}
	}
}

// recorder notes failures instead of reporting them.
type recorder struct {
	testing.TB

	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Helper()               {}

// dynamic makes a message with text fields of these names, which are their values; true for OUTPUT_ONLY.
func dynamic(t *testing.T, fields map[string]bool) proto.Message {
	t.Helper()
	msg := &descriptorpb.DescriptorProto{Name: new("Thing")}
	for i, name := range slices.Sorted(maps.Keys(fields)) {
		field := &descriptorpb.FieldDescriptorProto{
			Name: new(name), Number: new(int32(i + 1)), JsonName: new(name),
			Type: descriptorpb.FieldDescriptorProto_TYPE_STRING.Enum(), Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
			Options: &descriptorpb.FieldOptions{},
		}
		if fields[name] {
			proto.SetExtension(field.Options, annotations.E_FieldBehavior, []annotations.FieldBehavior{annotations.FieldBehavior_OUTPUT_ONLY})
		}
		msg.Field = append(msg.Field, field)
	}
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: new("thing.proto"), Syntax: new("proto3"), MessageType: []*descriptorpb.DescriptorProto{msg},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	made := dynamicpb.NewMessage(file.Messages().Get(0))
	for name := range fields {
		made.Set(made.Descriptor().Fields().ByName(protoreflect.Name(name)), protoreflect.ValueOfString(name))
	}
	return made
}
