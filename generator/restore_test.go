package generator

import (
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

func TestRestore(t *testing.T) {
	t.Parallel()
	const hook = "package notes\n\nfunc (s *Service) check() {}\n"
	const caller = "package notes\n\nfunc (s *Service) create() { s.check() }\n"
	for _, c := range []struct {
		name, caller string
		disk         string // a second file of the user
		want         bool
	}{
		{"called", caller, "package notes\n", true},
		{"not called", "package notes\n", "package notes\n", false},
		{"moved to another file", caller, hook, false},
		{"the same method of another type", caller, "package notes\n\nfunc (o Other[T]) check() {}\n", true},
		{"beside broken code", caller, "package notes\n\nfunc () check() {}\n", true},
	} {
		files := []render.File{
			{Path: "notes/note.go", Class: render.Seeded, Data: []byte(hook)},
			{Path: "notes/note.gen.go", Class: render.Owned, Data: []byte(c.caller)},
		}
		state := plan.State{
			Manifest: plan.Manifest{Files: []plan.Entry{{Path: "notes/note.go", Class: render.Seeded}, {Path: "notes/note.gen.go", Class: render.Owned}}},
			Disk:     fstest.MapFS{"notes/own.go": {Data: []byte(c.disk)}, "notes/note.gen.go": {Data: []byte(c.caller)}},
		}
		if restore(files, state); files[0].Restore != c.want {
			t.Errorf("%s: %v, want %v", c.name, files[0].Restore, c.want)
		}
	}
}
