package restjson_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/svcgen/svcgen/templates/core/platform/restjson"
	"github.com/svcgen/svcgen/testdata/everykind"
)

var shorten = strings.NewReplacer(`"COLOR_RED"`, `"red"`, `"COLOR_BLUE"`, `"blue"`)

// TestShortEnumsRandom compares random messages with what protojson makes of them once its names of colors are replaced, and reads both.
func TestShortEnumsRandom(t *testing.T) {
	t.Parallel()
	m := restjson.NewWithDocuments().ShortEnums("everykind.proto")
	for seed := range uint64(2000) {
		msg := &everykind.All{}
		fill(rand.New(rand.NewPCG(seed, 1)), msg.ProtoReflect(), 3)
		long, err := protojson.MarshalOptions{EmitDefaultValues: true}.Marshal(msg)
		if err != nil {
			continue // TestEncodeRandom has these
		}
		short, err := m.Marshal(msg)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := value(t, short), value(t, []byte(shorten.Replace(string(long)))); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, short, want)
		}
		var plain, fromShort, fromLong everykind.All
		if protojson.Unmarshal(long, &plain) != nil {
			continue // a document deeper than protojson reads
		}
		if err := m.UnmarshalOptions.Unmarshal(m.Long(&plain, short), &fromShort); err != nil || !proto.Equal(&fromShort, &plain) {
			t.Fatalf("seed %d: %v, got\n%v\nfrom\n%s", seed, err, &fromShort, short)
		}
		if err := m.UnmarshalOptions.Unmarshal(m.Long(&plain, long), &fromLong); err != nil || !proto.Equal(&fromLong, &plain) {
			t.Fatalf("seed %d: %v, got\n%v\nfrom\n%s", seed, err, &fromLong, long)
		}
	}
}

func value(t *testing.T, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

func TestShortEnums(t *testing.T) {
	t.Parallel()
	m := restjson.New().ShortEnums("everykind.proto")
	for body, want := range map[string]string{
		`{"color": "red"}`:                       `"red"`,
		`{"color": "COLOR_RED"}`:                 `"red"`,
		`{"color" :"\u0062lue" , "aBool": true}`: `"blue"`,
		`{"c\u006flor":"blue"}`:                  `"blue"`,
		`{"color": "blue", "aString": "\"red\"", "strings": ["red"], "maps": {"texts": {"color": "red"}}}`: `"blue"`,
		`{"color": 1}`:                   `"red"`,
		`{"color": 9}`:                   `9`,
		`{}`:                             `"COLOR_UNSPECIFIED"`,
		`{"color": "COLOR_UNSPECIFIED"}`: `"COLOR_UNSPECIFIED"`,
	} {
		msg := &everykind.All{}
		if err := m.Unmarshal([]byte(body), msg); err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		answer, err := m.Marshal(msg)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Color json.RawMessage }
		if err := json.Unmarshal(answer, &got); err != nil {
			t.Fatal(err)
		}
		if string(got.Color) != want {
			t.Errorf("%s: the color is %s, want %s", body, got.Color, want)
		}
		if maps := msg.GetMaps(); maps != nil && (msg.GetAString() != `"red"` || msg.GetStrings()[0] != "red" || maps.GetTexts()["color"] != "red") {
			t.Errorf("%s: texts have changed: %v", body, msg)
		}
	}
}

func TestShortEnumsRefused(t *testing.T) {
	t.Parallel()
	m := restjson.New().ShortEnums("a.proto")
	for body, want := range map[string]string{
		`{"status": "gone"}`:                     `"status" must be one of draft, active`,
		`{"status": "unspecified"}`:              `"status" must be one of draft, active`,
		`{"status": "DRAFT"}`:                    `"status" must be one of draft, active`,
		`{"status": ["draft"]}`:                  `"status" must be one of draft, active`,
		`{"status": null}`:                       `"status" must not be null`,
		`{"status": "draft", "titel": "draft"}`:  `"titel" is not a known field`,
		`{"status": "draft", "status": "draft"}`: `"status" is there twice`,
		`{"status": "draft"`:                     `"" is not valid JSON: unexpected end of JSON input`,
		`{"status": "draft`:                      `"" is not valid JSON: unexpected end of JSON input`,
	} {
		err := m.Unmarshal([]byte(body), dynamicpb.NewMessage(product(t)))
		if err == nil || err.Error() != "request body "+want {
			t.Errorf("%s: got %v, want %s", body, err, want)
		}
	}
}

// TestOtherEnums keeps the names of enums that other files declare.
func TestOtherEnums(t *testing.T) {
	t.Parallel()
	m := restjson.New().ShortEnums("another.proto")
	msg := &everykind.All{}
	if err := m.Unmarshal([]byte(`{"color": "red"}`), msg); err == nil || !strings.HasSuffix(err.Error(), "must be one of COLOR_RED, COLOR_BLUE") {
		t.Errorf("got %v", err)
	}
	if err := m.Unmarshal([]byte(`{"color": "COLOR_RED"}`), msg); err != nil {
		t.Error(err)
	}
	if answer, err := m.Marshal(msg); err != nil || !strings.Contains(string(answer), `"COLOR_RED"`) {
		t.Errorf("got %s, %v", answer, err)
	}
}

var all = &everykind.All{AString: "a text", AnInt64: 5, Color: everykind.Color_COLOR_RED, Colors: []everykind.Color{1, 7, 1}, Bools: []bool{true, false}}

func BenchmarkEncodeEnums(b *testing.B) {
	for name, m := range map[string]*restjson.Marshaler{"proto": restjson.New(), "short": restjson.New().ShortEnums("everykind.proto")} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.Marshal(all); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecodeEnums(b *testing.B) {
	long, err := protojson.Marshal(all)
	if err != nil {
		b.Fatal(err)
	}
	for name, c := range map[string]struct {
		m    *restjson.Marshaler
		body []byte
	}{
		"proto":      {restjson.New(), long},
		"short":      {restjson.New().ShortEnums("everykind.proto"), []byte(shorten.Replace(string(long)))},
		"short-long": {restjson.New().ShortEnums("everykind.proto"), long},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.m.Unmarshal(c.body, &everykind.All{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestAmbiguousEnums reads a word that is another value's name in protobuf but for its capitals.
func TestAmbiguousEnums(t *testing.T) {
	t.Parallel()
	md := compiled(t, `syntax = "proto3";
		enum Kind { KIND_UNSPECIFIED = 0; KIND_A = 1; KIND_KIND_A = 2; KIND_UNSPECIFIED_1 = 3; KIND_NULL = 4; }
		message Product { Kind kind = 1; map<string, Kind> kinds = 2; }`)
	m := restjson.New().ShortEnums("a.proto")
	kind, kinds := md.Fields().ByName("kind"), md.Fields().ByName("kinds")
	for word, want := range map[string]protoreflect.EnumNumber{
		"a": 1, "KIND_A": 1, "kind_a": 2, "KIND_KIND_A": 2, "KIND_UNSPECIFIED": 0, "unspecified_1": 3, "null": 4,
	} {
		msg := dynamicpb.NewMessage(md)
		if err := m.Unmarshal([]byte(`{"kind": "`+word+`", "kinds": {"kind": "`+word+`"}}`), msg); err != nil {
			t.Errorf("%s: %v", word, err)
			continue
		}
		inMap := msg.Get(kinds).Map().Get(protoreflect.ValueOfString("kind").MapKey())
		if got := msg.Get(kind).Enum(); got != want || inMap.Enum() != want {
			t.Errorf("%s: %d, in a map %d, want %d", word, got, inMap.Enum(), want)
		}
	}
}
