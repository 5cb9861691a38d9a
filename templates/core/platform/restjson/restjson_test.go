package restjson_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/bufbuild/protocompile"
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/api/annotations"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/restjson"
)

const source = `syntax = "proto3";
import "google/protobuf/timestamp.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/struct.proto";
enum Status { STATUS_UNSPECIFIED = 0; STATUS_DRAFT = 1; STATUS_ACTIVE = 2; }
message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }
message Product {
	string title = 1;
	optional string note = 2;
	optional int32 stock = 3;
	int64 total = 4;
	double rating = 5;
	bool featured = 6;
	bytes image = 7;
	Status status = 8;
	repeated string tags = 9;
	Money price = 10;
	repeated Money offers = 11;
	google.protobuf.Timestamp publish_time = 12;
	google.protobuf.Duration lead_time = 13;
	google.protobuf.Value attributes = 14;
	map<string, int32> counts = 15;
	repeated google.protobuf.Value documents = 16;
}`

func product(tb testing.TB) protoreflect.MessageDescriptor {
	tb.Helper()
	return compiled(tb, source)
}

// compiled returns the message Product of a proto.
func compiled(tb testing.TB, source string) protoreflect.MessageDescriptor {
	tb.Helper()
	compiler := protocompile.Compiler{Resolver: protocompile.WithStandardImports(&protocompile.SourceResolver{
		Accessor: protocompile.SourceAccessorFromMap(map[string]string{"a.proto": source}),
	})}
	files, err := compiler.Compile(context.Background(), "a.proto")
	if err != nil {
		tb.Fatal(err)
	}
	return files[0].Messages().ByName("Product")
}

const inexact = "must be a number that a 64-bit floating point number holds exactly, or a string"

func nested(open, inside, closing string, depth int) string {
	return strings.Repeat(open, depth) + inside + strings.Repeat(closing, depth)
}

func TestDecode(t *testing.T) {
	tests := []struct {
		body        string
		path        string
		description string
	}{
		{`{"titel": "x"}`, "titel", "is not a known field"},
		{`{"price": {"unit": 1}}`, "price.unit", "is not a known field"},
		{`{"offers": [{"units": "1"}, {"unit": 1}]}`, "offers[1].unit", "is not a known field"},
		{`{"title": 5}`, "title", "must be a string"},
		{`{"note": false}`, "note", "must be a string"},
		{`{"stock": "many"}`, "stock", "must be a whole number within its range"},
		{`{"stock": 1.5}`, "stock", "must be a whole number within its range"},
		{`{"stock": 3000000000}`, "stock", "must be a whole number within its range"},
		{`{"total": {}}`, "total", "must be a whole number within its range"},
		{`{"rating": "high"}`, "rating", "must be a number"},
		{`{"featured": "yes"}`, "featured", "must be true or false"},
		{`{"image": "%%"}`, "image", "must be a string in base64"},
		{`{"status": "DRAFT"}`, "status", "must be one of STATUS_DRAFT, STATUS_ACTIVE"},
		{`{"tags": "a"}`, "tags", "must be a list"},
		{`{"tags": ["a", 5]}`, "tags[1]", "must be a string"},
		{`{"tags": ["a", "b", "c", 5, "<", "d", 6]}`, "tags[3]", "must be a string"},
		{`{"tags": ["a", ["b"]]}`, "tags[1]", "must be a string"},
		{`{"tags": ["a", null]}`, "tags[1]", "must be a string"},
		{`{"price": "9.99"}`, "price", "must be an object"},
		{`{"price": {"units": "x"}}`, "price.units", "must be a whole number within its range"},
		{`{"publishTime": "yesterday"}`, "publishTime", "must be a time such as 2006-01-02T15:04:05Z"},
		{`{"publish_time": 5}`, "publish_time", "must be a time such as 2006-01-02T15:04:05Z"},
		{`{"leadTime": "3 days"}`, "leadTime", "must be a duration such as 3.5s"},
		{`{"attributes": {"a": 1, "b": [{}, {"a": 1, "a": 2}]}}`, "attributes.b[1].a", "is there twice"},
		{`{"attributes": ` + nested("[", "", "]", 101) + `}`, "attributes" + strings.Repeat("[0]", 100), "must be at most 100 levels deep"},
		{`{"attributes": {"a": ` + nested(`{"b":`, "1", "}", 5000) + `}}`, "attributes.a" + strings.Repeat(".b", 99), "must be at most 100 levels deep"},
		{`{"attributes": {"id": 1745328971234567891}}`, "attributes.id", inexact},
		{`{"attributes": [1, 9007199254740993]}`, "attributes[1]", inexact},
		{`{"documents": [{"a": 1}, {"id": 9007199254740993}]}`, "documents[1].id", inexact},
		{`{"attributes": -1152921504606846976}`, "attributes", inexact}, // float64 holds it, and prints ...847000
		{`{"attributes": 1e400}`, "attributes", inexact},
		{`{"attributes": 1e-400}`, "attributes", inexact},
		{`{"attributes": 3.14159265358979323846}`, "attributes", inexact},
		{`{"attributes": 0.12345678901234563}`, "attributes", inexact},
		{`{"attributes": "` + "\xff" + `"}`, "attributes", "must be JSON in UTF-8"},
		{`{"title": null}`, "title", "must not be null"},
		{`{"tags": null}`, "tags", "must not be null"},
		{`{"status": null}`, "status", "must not be null"},
		{`{"price": {"units": null}}`, "price.units", "must not be null"},
		{`{"title": "a", "title": "b"}`, "title", "is there twice"},
		{`{"publishTime": null, "publish_time": null}`, "publish_time", "is there twice"},
		{`{"title": "null", "title2": null}`, "title2", "is not a known field"},
		{`{"title": "a"} {}`, "", "is not valid JSON: invalid character '{' after top-level value"},
		{`{"title": "a"`, "", "is not valid JSON: unexpected end of JSON input"},
		{`[]`, "", "must be an object"},
		{`null`, "", "must be an object"},
		{"{\"title\": \"\xff\"}", "title", "must be a string"},
	}
	md := product(t)
	for _, test := range tests {
		t.Run(test.body[:min(40, len(test.body))], func(t *testing.T) {
			err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(test.body)).Decode(dynamicpb.NewMessage(md))
			var problem *restjson.Error
			if !errors.As(err, &problem) {
				t.Fatalf("got %v", err)
			}
			if problem.Path != test.path || problem.Description != test.description {
				t.Errorf("got %q %q", problem.Path, problem.Description)
			}
			parsed, err := restjson.ParseError(problem.Error())
			if err != nil || parsed.Path != errs.Echo(problem.Path) || parsed.Description != problem.Description {
				t.Errorf("parsed %v, %v", parsed, err)
			}
		})
	}
}

func TestDecodeTakes(t *testing.T) {
	md := product(t)
	for _, body := range []string{
		`{}`,
		` {"title": "null", "note": null, "stock": null, "price": null, "publishTime": null, "attributes": null} `,
		`{"attributes": {"a": null}, "total": "5", "stock": 5, "counts": {"a": 1}, "status": "STATUS_ACTIVE", "tags": []}`,
		`{"attributes": ` + nested("[", "", "]", 100) + `}`,
		`{"attributes": ` + nested(`{"a":`, "null", "}", 100) + `}`,
		`{"attributes": [0, -0, 0.0, 0e99999, 1, 1.50, 100, 1e3, 1E+300, 5e-324, 0.1, 0.30000000000000004, 9007199254740992, 9007199254740994]}`,
		`{"attributes": [0.10000000000000001, 3.1415926535897931, 1.7976931348623157e308]}`,
		`{"total": "1745328971234567891", "rating": 3.14159265358979323846, "price": {"units": 9007199254740993}}`,
	} {
		if err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(body)).Decode(dynamicpb.NewMessage(md)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
	if err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(" \n")).Decode(dynamicpb.NewMessage(md)); !errors.Is(err, io.EOF) {
		t.Errorf("empty body: %v", err)
	}
	var field *pb.SimpleRequest
	if err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(" \n")).Decode(&field); err == nil || err.Error() != `request body "" must be an object` {
		t.Errorf("empty body for a resource: %v", err)
	}
}

func BenchmarkDecodeWrong(b *testing.B) {
	md := product(b)
	for name, body := range map[string]string{
		"scalars":  `{"tags": [` + strings.Repeat(`"a",`, 1<<20) + `null]}`,
		"messages": `{"offers": [` + strings.Repeat(`{"units":1},`, 4<<20/12) + `null]}`,
		"nulls":    `{"title": "a", "note": null, "tags": [` + strings.Repeat(`"a",`, 1<<20) + `"a"]}`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_ = restjson.NewWithDocuments().NewDecoder(strings.NewReader(body)).Decode(dynamicpb.NewMessage(md))
			}
		})
	}
}

// The gateway passes a pointer to the request's field, and reads the body once more for the mask.
func TestDecodeField(t *testing.T) {
	const body = `{"payload": null, "responseSize": 3}`
	var field *pb.SimpleRequest
	if err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(body)).Decode(&field); err != nil {
		t.Fatal(err)
	}
	if field.GetResponseSize() != 3 {
		t.Errorf("got %v", field)
	}
	mask, err := runtime.FieldMaskFromRequestBody(strings.NewReader(body), field)
	if err != nil || strings.Join(mask.GetPaths(), " ") != "payload response_size" {
		t.Errorf("mask %v, %v", mask, err)
	}
	if err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(`{"payload": {"bodies": 1}}`)).Decode(&field); err == nil {
		t.Error("no error")
	}
	var names []string
	if err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(`["a"]`)).Decode(&names); err != nil || len(names) != 1 {
		t.Errorf("a list: %v, %v", names, err)
	}
}

func TestEncode(t *testing.T) {
	out, err := restjson.New().Marshal(&pb.SimpleRequest{})
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	if !strings.Contains(text, `"responseSize":0`) || strings.Contains(text, "payload") {
		t.Errorf("got %s", text)
	}
}

// TestErrorsAreShort sends 2 MB in every place that an error names.
func TestErrorsAreShort(t *testing.T) {
	md, huge := product(t), strings.Repeat("x", 2<<20)
	for _, body := range []string{
		`{"` + huge + `": 1}`,
		`{"price": {"` + huge + `": 1}}`,
		`{"title": ` + huge + `}`,
		`{"stock": "` + huge + `"}`,
		`{"status": "` + huge + `"}`,
		`{"counts": {"` + huge + `": "a"}}`,
		`{"attributes": {"` + huge + `": [1e400]}}`,
		`{"attributes": {"` + huge + `": 1, "` + huge + `": 1}}`,
		`{"attributes": {"` + huge + `": [` + strings.Repeat("1,", 1<<17) + `1e400]}}`,
		huge,
	} {
		err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(body)).Decode(dynamicpb.NewMessage(md))
		if err == nil || len(err.Error()) > 400 {
			t.Errorf("%s… is answered with %.500v", body[:20], err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	md := product(f)
	f.Add(`{"tags": ["a", null], "price": {"units": "1"}}`)
	f.Add(`{"attributes": {"a": [1, {}]}, "counts": {"a": 1}}`)
	f.Fuzz(func(t *testing.T, body string) {
		err := restjson.NewWithDocuments().NewDecoder(strings.NewReader(body)).Decode(dynamicpb.NewMessage(md))
		if err == nil || errors.Is(err, io.EOF) {
			return
		}
		parsed, parseErr := restjson.ParseError(err.Error())
		if parseErr != nil || parsed.Description == "" {
			t.Errorf("%q: %v has no place", body, err)
		}
	})
}

// TestDecodeDepth nests messages, as protos of one's own may.
func TestDecodeDepth(t *testing.T) {
	t.Parallel()
	nested := func(levels int) []byte {
		return []byte(strings.Repeat(`{"additionalBindings":[`, levels) + "{}" + strings.Repeat("]}", levels))
	}
	var rule annotations.HttpRule
	if err := restjson.New().Unmarshal(nested(20), &rule); err != nil {
		t.Error(err)
	}
	err := restjson.New().Unmarshal(nested(2000), &rule)
	if err == nil || !strings.HasSuffix(err.Error(), "must be at most 100 levels deep") {
		t.Errorf("%.300v", err)
	}
}
