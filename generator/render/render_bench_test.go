package render_test

import (
	"fmt"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// BenchmarkFiles renders and formats the workspace of n services.
func BenchmarkFiles(b *testing.B) {
	renderer := generator.Renderer()
	for _, n := range []int{1, 10, 100} {
		m := rendertest.Services(b, n)
		b.Run(fmt.Sprint("services=", n), func(b *testing.B) {
			count, size := 0, 0
			for b.Loop() {
				files, err := renderer.Files(m)
				if err != nil {
					b.Fatal(err)
				}
				count, size = len(files), 0
				for _, f := range files {
					size += len(f.Data)
				}
			}
			b.ReportMetric(float64(count), "files")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// memory is a render.Previous with the files of the last run in memory.
type memory struct {
	inputs map[string]string
	files  map[string]render.File
}

func (m memory) Files(unit render.Input) (files []render.File, ok bool) {
	for _, path := range unit.Paths {
		files = append(files, m.files[path])
	}
	return files, m.inputs[unit.Unit] == unit.Digest
}

// BenchmarkUpdate renders the workspace of n services again, with nothing changed.
func BenchmarkUpdate(b *testing.B) {
	renderer := generator.Renderer()
	for _, n := range []int{1, 100} {
		m := rendertest.Services(b, n)
		files, inputs, err := renderer.Update(m, nil, nil)
		if err != nil {
			b.Fatal(err)
		}
		last := memory{inputs: map[string]string{}, files: map[string]render.File{}}
		for _, in := range inputs {
			last.inputs[in.Unit] = in.Digest
		}
		for _, f := range files {
			last.files[f.Path] = f
		}
		b.Run(fmt.Sprint("services=", n), func(b *testing.B) {
			for b.Loop() {
				if _, _, err := renderer.Update(m, last, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
