package protoconv_test

import (
	"encoding/json"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

// FuzzFromJSON compares with what encoding/json makes of a document.
func FuzzFromJSON(f *testing.F) {
	for _, text := range []string{
		``, ` null `, `true`, `false`, `-0.5e3`, `1e400`, `[1e400]`, `""`, `"a\u00e9\n\"\\"`, `"é\ud800"`, "\"\xff\"", `[]`, `[[[1],[]],[[]]]`, `[ 1 , "]" , [ ] ]`, `{}`,
		`{ "a" : 1 , "b" : { "c" : [ null , true ] } , "a" : "}" }`, `{"a":[{"":{}}],"\u0061":2}`, `{"a":1}x`, `[1,]`, `{"a"}`, `tru`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var value any
		var want *structpb.Value
		if json.Unmarshal(data, &value) == nil {
			want, _ = structpb.NewValue(value)
		}
		if got := protoconv.FromJSON(data); !proto.Equal(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%q: got %v, want %v", data, got, want)
		}
	})
}

func BenchmarkFromJSON(b *testing.B) {
	data := json.RawMessage(`{"color": "red", "size": 42, "sold": true, "tags": ["a", "b"]}`)
	b.ReportAllocs()
	for b.Loop() {
		protoconv.FromJSON(data)
	}
}
