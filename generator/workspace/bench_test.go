package workspace

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

// hundred is about what a workspace of a hundred services is: 5,000 files of 3 KB in 1,500 directories.
func hundred() files {
	f := files{}
	text := strings.Repeat("some text of a line of Go code\n", 100)
	for s := range 100 {
		dir := fmt.Sprintf("services/service%d/", s)
		for i, sub := range []string{"", "app/", "cmd/api/", "migrations/", "internal/domain/", "internal/postgres/", "internal/postgres/db/", "internal/postgres/queries/", "internal/rpc/"} {
			for j := range 4 + i%3 {
				f[fmt.Sprintf("%s%sfile%d.gen.go", dir, sub, j)] = fmt.Sprintf("owned // %d %d %d\n%s", s, i, j, text)
			}
		}
		f[dir+"Dockerfile"] = "merged FROM x\nRUN y\n"
		for j := range 4 {
			f[fmt.Sprintf("gen/go/shop/service%d/v1/file%d.pb.go", s, j)] = fmt.Sprintf("owned // %d %d\n%s", s, j, text)
		}
	}
	return f
}

func BenchmarkCreate(b *testing.B) {
	in := plan.Input{Files: hundred().render(), Tool: "v1.0.0"}
	parent := b.TempDir()
	for i := 0; b.Loop(); i++ {
		s, err := Prepare(filepath.Join(parent, fmt.Sprint(i)))
		if err != nil {
			b.Fatal(err)
		}
		p, err := plan.Make(in, s.State())
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Create(b.Context(), p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(in.Files)), "files")
}

// BenchmarkNothingToDo is a generate that finds every file as it should be: state, plan and apply.
func BenchmarkNothingToDo(b *testing.B) {
	dir := b.TempDir()
	f := hundred()
	generate(b, dir, f)
	in := plan.Input{Files: f.render(), Tool: "v1.0.0"}
	w := open(b, dir)
	for b.Loop() {
		p := planFor(b, w, in)
		if !p.Current() {
			b.Fatal("not current")
		}
		if err := w.Apply(b.Context(), p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(in.Files)), "files")
}

// BenchmarkIntact hashes what is on disk.
func BenchmarkIntact(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, hundred())
	w := open(b, dir)
	for b.Loop() {
		st, err := w.State("v1.0.0")
		if err != nil {
			b.Fatal(err)
		}
		if ok, err := st.Intact("gen"); err != nil || !ok[0] {
			b.Fatal(ok, err)
		}
	}
}

// BenchmarkUpdateAll rewrites every file in one transaction, as an upgrade may.
func BenchmarkUpdateAll(b *testing.B) {
	dir := b.TempDir()
	f := hundred()
	generate(b, dir, f)
	w := open(b, dir)
	for i := 0; b.Loop(); i++ {
		for path := range f {
			class, _, _ := strings.Cut(f[path], " ")
			f[path] = fmt.Sprintf("%s // version %d\n%s", class, i, strings.Repeat("some text of a line of Go code\n", 100))
		}
		if err := w.Apply(b.Context(), planFor(b, w, plan.Input{Files: f.render(), Tool: "v1.0.0"})); err != nil {
			b.Fatal(err)
		}
	}
}
