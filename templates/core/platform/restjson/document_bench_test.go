package restjson_test

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/svcgen/svcgen/templates/core/platform/restjson"
)

func BenchmarkDecodeDocument(b *testing.B) {
	md := product(b)
	for name, body := range map[string]string{
		"small": `{"title": "a", "stock": 3, "attributes": {"color": "red", "size": 42, "tags": ["a", "b"]}}`,
		"large": `{"attributes": [` + strings.Repeat(`{"n": 1.5},`, 1<<20/11) + `1]}`,
		"deep":  `{"attributes": ` + nested("[", "", "]", 1<<19) + `}`,
		"wide":  `{"attributes": [` + strings.Repeat(`1e-300,`, 1<<20/7) + `1]}`,
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_ = restjson.NewWithDocuments().NewDecoder(strings.NewReader(body)).Decode(dynamicpb.NewMessage(md))
			}
		})
	}
}
