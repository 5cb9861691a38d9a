package codegen_test

import (
	"fmt"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// BenchmarkProtobuf compiles the protos of n services and runs the three plugins over them.
func BenchmarkProtobuf(b *testing.B) {
	programs := tools(b)
	for _, n := range []int{1, 10, 100} {
		m := rendertest.Services(b, n)
		files, err := generator.Renderer().Files(m)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint("services=", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := codegen.Protobuf(b.Context(), programs, codegen.Request{Model: m, Files: files}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
