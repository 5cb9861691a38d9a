package plan

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"
)

// The user has moved a folder: what svcgen remembers of the files counts at their new place, edits are merged, and the merge
// base comes along.
func TestMovedByHand(t *testing.T) {
	const image = "FROM a\nRUN x\nRUN y\nCMD %\n"
	w := newWorld()
	w.wrote(m, "services/a/Dockerfile", image)
	w.wrote(m, "services/a/same.yaml", "x: 1\n")
	w.wrote(s, "services/a/internal/a/a.go", "package a\n\nfunc hook() {}\n")
	w.wrote(s, "services/a/app/config.go", "package app // a\n")
	w.wrote(a, "services/a/migrations/00001_init.sql", "create table\n")
	w.wrote(o, "services/a/stays.gen.go", "package a\n")
	for _, path := range slices.Sorted(maps.Keys(w.Disk.(fstest.MapFS))) {
		if path != "services/a/stays.gen.go" {
			w.disk("services/b"+path[len("services/a"):], string(w.Disk.(fstest.MapFS)[path].Data))
			w.rm(path)
		}
	}
	w.disk("services/b/Dockerfile", image+"# mine\n")
	w.disk("services/b/internal/a/a.go", "package a\n\nfunc hook() {} // mine\n")
	w.disk("services/b/internal/a/own.go", "package a // own\n")

	w.wants(m, "services/b/Dockerfile", "FROM b\nRUN x\nRUN y\nCMD %\n")
	w.wants(m, "services/b/same.yaml", "x: 1\n")
	w.wants(s, "services/b/internal/b/b.go", "package b\n\nfunc hook() {}\n")
	w.wants(s, "services/b/app/config.go", "package app // b\n")
	w.wants(o, "services/b/stays.gen.go", "package b\n")
	w.in.Renames = []Rename{
		{From: "services/a/", To: "services/b/"},
		{From: "services/b/internal/a/", To: "services/b/internal/b/"},
		{From: "services/b/internal/a/a.go", To: "services/b/internal/b/b.go", Base: []byte("package a\n\nfunc hook() {}\n")},
		{From: "services/b/app/config.go", To: "services/b/app/config.go", Base: []byte("package app // a\n")},
	}
	w.State = w.MovedByHand("services/a", "services/b")
	p := w.plan(t,
		"M services/b/Dockerfile: your edits are kept",
		"~ services/b/app/config.go",
		"> services/b/internal/b/b.go from services/b/internal/a/a.go: your edits are kept",
		"> services/b/internal/b/own.go from services/b/internal/a/own.go",
		"> services/b/stays.gen.go from services/a/stays.gen.go",
	)
	bases := map[string]bool{}
	for _, e := range p.Base {
		bases[e.Path] = e.Remove
	}
	for path, removed := range map[string]bool{
		"services/a/Dockerfile": true, "services/b/Dockerfile": false, "services/a/same.yaml": true, "services/b/same.yaml": false,
	} {
		if got, ok := bases[path]; !ok || got != removed {
			t.Errorf("base of %s: written or removed %t, removed %t", path, ok, got)
		}
	}
	w.after(t, p, map[string]string{
		"services/b/Dockerfile":                "FROM b\nRUN x\nRUN y\nCMD %\n# mine\n",
		"services/b/same.yaml":                 "x: 1\n",
		"services/b/app/config.go":             "package app // b\n",
		"services/b/internal/b/b.go":           "package b\n\nfunc hook() {} // mine\n",
		"services/b/internal/b/own.go":         "package a // own\n",
		"services/b/migrations/00001_init.sql": "create table\n",
		"services/b/stays.gen.go":              "package b\n",
	}, "merged services/b/Dockerfile", "seeded services/b/app/config.go", "seeded services/b/internal/b/b.go",
		"appended services/b/migrations/00001_init.sql", "merged services/b/same.yaml", "owned services/b/stays.gen.go")
}

// Nothing is known of what the user put there, and what is still at its old place has not been moved.
func TestNotMovedByHand(t *testing.T) {
	w := newWorld()
	w.wrote(o, "services/a/here.go", "package a\n")
	w.wrote(o, "services/a/both.go", "package a\n")
	w.wrote(o, "services/a/gone.go", "package a\n")
	w.rm("services/a/gone.go")
	w.disk("services/b/both.go", "package b\n")
	w.disk("services/ab/here.go", "package ab\n")
	before := len(w.Manifest.Files)
	moved := w.MovedByHand("services/a", "services/b")
	for _, e := range moved.Manifest.Files {
		if e.Path[:len("services/a/")] != "services/a/" {
			t.Errorf("%s is remembered", e.Path)
		}
	}
	if len(moved.Manifest.Files) != before || len(w.Manifest.Files) != before {
		t.Error("lines came or went")
	}
}

func TestNotices(t *testing.T) {
	w := newWorld()
	w.wrote(o, "same.sql", "x\n")
	w.wants(o, "same.sql", "x\n")
	w.wants(a, "new.sql", "y\n")
	w.in.Notices = map[string]string{"same.sql": "unheard", "new.sql": "read it"}
	w.plan(t, "+ new.sql | read it")
}
