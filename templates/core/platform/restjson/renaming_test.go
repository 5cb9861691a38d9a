package restjson

import (
	"encoding/json"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/testdata/everykind"
)

// Long returns a body as protojson takes it.
func (m *Marshaler) Long(msg proto.Message, body []byte) []byte {
	return m.read(msg.ProtoReflect().Descriptor(), body)
}

// FuzzRenaming renames in any text: it stays valid, or not valid, and is the same where it has none of the names.
func FuzzRenaming(f *testing.F) {
	for _, body := range []string{
		`{"color": "red", "colors": ["red", "blue", "green"], "nested": {"optionalColor": "red"}, "list": [{"color": "blue"}, {"a_string": "red"}]}`,
		`{"maps": {"texts": {"color": "red"}, "messages": {"1": {"color": "red"}}}, "choice": {"color": "red"}}`, `{"color": "r\u0065d"}`, `{"c\u006flor": "red"}`,
		`{"color": ["red", ["red", {"color": "red"}]], "nested": [{"color": "red"}]}`, `{"color"`, `{"color":`, `{"color":"`, `{"color":"red\`, `{,]}`, `[{"color":"red"}`,
		"{\"color\"\n:\t\"red\" }", `{"value": {"color": "red"}}`, `{"struct": {"color": "red"}}`, `"red"`, ``,
	} {
		f.Add(body)
	}
	toProto := newRenaming(shortEnums{files: []string{"everykind.proto"}}.toProto)
	toShort := newRenaming(shortEnums{files: []string{"everykind.proto"}}.toShort)
	f.Fuzz(func(t *testing.T, body string) {
		md := (&everykind.All{}).ProtoReflect().Descriptor()
		long := toProto.apply(md, []byte(body))
		if json.Valid(long) != json.Valid([]byte(body)) {
			t.Fatalf("%q became %q", body, long)
		}
		if again := toProto.apply(md, long); string(again) != string(long) {
			t.Errorf("%q became %q, and that %q", body, long, again)
		}
		before, after := &everykind.All{}, &everykind.All{}
		if unmarshal.Unmarshal(long, before) == nil {
			if err := unmarshal.Unmarshal(toProto.apply(md, toShort.apply(md, long)), after); err != nil || !proto.Equal(before, after) {
				t.Errorf("%q: got %v, want %v: %v", body, after, before, err)
			}
		}
	})
}
