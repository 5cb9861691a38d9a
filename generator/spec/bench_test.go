package spec

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkParse reads workspaces of 1, 10 and 100 services, each as large as the catalog of the shop example.
func BenchmarkParse(b *testing.B) {
	files, err := Split(exampleSpec(b, "shop"))
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 10, 100} {
		sources := []Source{files[0]}
		for i := range n {
			name := fmt.Sprintf("catalog%d", i)
			text := strings.Replace(string(files[1].Data), "service: catalog", "service: "+name, 1)
			sources = append(sources, Source{Path: ServiceFile(name), Data: []byte(text)})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(sources); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
