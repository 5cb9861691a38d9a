package plan

import (
	"testing"
	"testing/fstest"
)

func TestRenamedResource(t *testing.T) {
	w := newWorld()
	w.wrote(o, "product.gen.go", "package a // product gen\n")
	w.wrote(s, "product.go", "package a\n\nfunc checkProduct() {}\n")
	w.wrote(m, "product.yaml", "name: product\nx: 1\ny: 2\nz: 3\n")
	w.disk("product.yaml", "name: product\nx: 1\ny: 2\nz: mine\n")
	w.wants(o, "item.gen.go", "package a // item gen\n")
	w.wants(s, "item.go", "package a\n\nfunc checkItem() {}\n")
	w.wants(m, "item.yaml", "name: item\nx: 1\ny: 2\nz: 3\n")
	w.in.Renames = []Rename{{From: "product.gen.go", To: "item.gen.go"}, {From: "product.go", To: "item.go"}, {From: "product.yaml", To: "item.yaml"}}
	p := w.plan(t, "> item.gen.go from product.gen.go", "> item.go from product.go", "> item.yaml from product.yaml: your edits are kept")
	w.after(t, p, map[string]string{
		"item.gen.go": "package a // item gen\n",
		"item.go":     "package a\n\nfunc checkItem() {}\n",
		"item.yaml":   "name: item\nx: 1\ny: 2\nz: mine\n",
	}, "owned item.gen.go", "seeded item.go", "merged item.yaml")
	w.State = applied(w.State, p)
	w.plan(t) // the same rename once more is about nothing
	for _, a := range p.Actions {
		if a.Kind == Move && (a.Old != "" || a.FromOld == "") {
			t.Errorf("%s: old digests %q %q", a.Path, a.Old, a.FromOld)
		}
	}
}

func TestRenamedSeededWithEdits(t *testing.T) {
	const old = "package a\n\nfunc checkProduct() error {\n\treturn nil\n}\n"
	const mine = "package a\n\nfunc checkProduct() error {\n\treturn nil\n}\n\nvar x = 1\n"
	w := newWorld()
	w.wrote(s, "product.go", old)
	w.disk("product.go", mine)
	w.wants(s, "item.go", "package a\n\nfunc checkItem() error {\n\treturn nil\n}\n")
	w.in.Renames = []Rename{{From: "product.go", To: "item.go"}}
	p := w.plan(t, "> item.go from product.go")
	w.after(t, p, map[string]string{"item.go": mine}, "seeded item.go")

	w.in.Renames[0].Base = []byte(old)
	p = w.plan(t, "> item.go from product.go: your edits are kept")
	w.after(t, p, map[string]string{
		"item.go": "package a\n\nfunc checkItem() error {\n\treturn nil\n}\n\nvar x = 1\n",
	}, "seeded item.go")

	w.disk("product.go", "package a\n\nfunc checkProduct(mine int) error {\n\treturn nil\n}\n")
	p = w.plan(t, "> item.go from product.go: your edits are kept")
	w.after(t, p, map[string]string{"item.go": "package a\n\nfunc checkItem(mine int) error {\n\treturn nil\n}\n"}, "seeded item.go")

	w.disk("product.go", "package a\n\nfunc myCheck() error {\n\treturn nil\n}\n")
	p = w.plan(t, "> item.go from product.go | your text still contains the old name")
	w.after(t, p, map[string]string{"item.go": "package a\n\nfunc myCheck() error {\n\treturn nil\n}\n"}, "seeded item.go")
}

func TestRenamedService(t *testing.T) {
	w := newWorld()
	w.wrote(o, "services/invoice/app/app.gen.go", "package app // invoice\n")
	w.wrote(o, "services/invoice/old.gen.go", "package x\n")
	w.wrote(s, "services/invoice/service.yaml", "service: invoice\n")
	w.wrote(a, "services/invoice/migrations/00001_init.sql", "create table\n")
	w.wrote(a, "services/invoice/migrations/00002_x.sql", "alter table\n")
	w.wrote(s, "services/invoice/gone.go", "package x // mine\n")
	w.wrote(o, "services/invoice/ejected.go", "package x // gen\n")
	w.disk("services/invoice/gone.go", "package x // edited\n")
	w.disk("services/invoice/ejected.go", "package x // all mine\n")
	w.Manifest.Eject("services/invoice/ejected.go")
	w.disk("services/invoice/internal/own.go", "package mine\n")
	w.disk("services/invoices.txt", "not below\n")
	w.in.Edits = []Edit{{Path: "services/invoice/service.yaml", Old: DigestOf([]byte("service: invoice\n")), Data: []byte("service: billing\n")}}
	w.wants(o, "services/billing/app/app.gen.go", "package app // billing\n")
	w.wants(s, "services/billing/service.yaml", "service: billing # template\n")
	w.wants(a, "services/billing/migrations/00001_init.sql", "create table\n")
	w.wants(o, "services/billing/ejected.go", "package x // gen\n")
	w.in.Renames = []Rename{{From: "services/invoice/", To: "services/billing/"}}
	p := w.plan(t,
		"> services/billing/app/app.gen.go from services/invoice/app/app.gen.go",
		"> services/billing/ejected.go from services/invoice/ejected.go",
		"> services/billing/gone.go from services/invoice/gone.go | nothing needs it any more; it is yours to delete",
		"> services/billing/internal/own.go from services/invoice/internal/own.go",
		"> services/billing/migrations/00001_init.sql from services/invoice/migrations/00001_init.sql",
		"> services/billing/migrations/00002_x.sql from services/invoice/migrations/00002_x.sql",
		"> services/billing/service.yaml from services/invoice/service.yaml",
		"- services/invoice/old.gen.go",
	)
	w.after(t, p, map[string]string{
		"services/billing/app/app.gen.go":            "package app // billing\n",
		"services/billing/ejected.go":                "package x // all mine\n",
		"services/billing/gone.go":                   "package x // edited\n",
		"services/billing/internal/own.go":           "package mine\n",
		"services/billing/migrations/00001_init.sql": "create table\n",
		"services/billing/migrations/00002_x.sql":    "alter table\n",
		"services/billing/service.yaml":              "service: billing\n",
		"services/invoices.txt":                      "not below\n",
	}, "owned services/billing/app/app.gen.go", "ejected services/billing/ejected.go", "seeded services/billing/gone.go",
		"appended services/billing/migrations/00001_init.sql", "appended services/billing/migrations/00002_x.sql", "seeded services/billing/service.yaml")
}

func TestRenameFilePairsBeforeDirectories(t *testing.T) {
	w := newWorld()
	w.wrote(o, "services/a/internal/a/a.gen.go", "package a\n")
	w.disk("services/a/internal/a/mine.go", "package a // mine\n")
	w.wants(o, "services/b/internal/b/b.gen.go", "package b\n")
	w.in.Renames = []Rename{
		{From: "services/a/", To: "services/b/"},
		{From: "services/a/internal/a/", To: "services/b/internal/b/"},
		{From: "services/a/internal/a/a.gen.go", To: "services/b/internal/b/b.gen.go"},
	}
	p := w.plan(t, "> services/b/internal/b/b.gen.go from services/a/internal/a/a.gen.go",
		"> services/b/internal/b/mine.go from services/a/internal/a/mine.go")
	w.after(t, p, map[string]string{"services/b/internal/b/b.gen.go": "package b\n", "services/b/internal/b/mine.go": "package a // mine\n"})
}

func TestExchangedNames(t *testing.T) {
	w := newWorld()
	w.wrote(s, "a.go", "package x // a\n")
	w.wrote(s, "b.go", "package x // b\n")
	w.disk("a.go", "package x // my a\n")
	w.disk("b.go", "package x // my b\n")
	w.wants(s, "a.go", "package x // new a\n")
	w.wants(s, "b.go", "package x // new b\n")
	w.in.Renames = []Rename{{From: "a.go", To: "b.go"}, {From: "b.go", To: "a.go"}}
	p := w.plan(t, "> a.go from b.go", "> b.go from a.go")
	st := applied(w.State, p)
	disk := st.Disk.(fstest.MapFS)
	if string(disk["a.go"].Data) != "package x // my b\n" || string(disk["b.go"].Data) != "package x // my a\n" {
		t.Errorf("a %q b %q", disk["a.go"].Data, disk["b.go"].Data)
	}
}

func TestRenameChain(t *testing.T) {
	w := newWorld()
	w.wrote(o, "item.go", "package x // item\n")
	w.wrote(o, "product.go", "package x // product\n")
	w.wants(o, "thing.go", "package x // thing\n")
	w.wants(o, "item.go", "package x // item, once product\n")
	w.in.Renames = []Rename{{From: "item.go", To: "thing.go"}, {From: "product.go", To: "item.go"}}
	p := w.plan(t, "> item.go from product.go", "> thing.go from item.go")
	w.after(t, p, map[string]string{"item.go": "package x // item, once product\n", "thing.go": "package x // thing\n"})
}

func TestRenameConflicts(t *testing.T) {
	build := func(opt Options) *world {
		w := newWorld()
		w.wrote(o, "drift.gen.go", "package x\n")
		w.disk("drift.gen.go", "package x // mine\n")
		w.wrote(o, "free.gen.go", "package x\n")
		w.disk("taken.gen.go", "package x // there already\n")
		w.wants(o, "drifted.gen.go", "package x // new\n")
		w.wants(o, "taken.gen.go", "package x // new\n")
		w.in.Renames = []Rename{{From: "drift.gen.go", To: "drifted.gen.go"}, {From: "free.gen.go", To: "taken.gen.go"}}
		w.in.Options = opt
		return w
	}
	p := build(Options{}).plan(t,
		"! drifted.gen.go from drift.gen.go: you edited a file that svcgen owns, and svcgen has a new version of it",
		"! taken.gen.go from free.gen.go: free.gen.go is to be moved here, but a file is in the way")
	if eject := p.Conflicts()[0].Choices[2].Command; eject != "svcgen eject drift.gen.go" {
		t.Errorf("%s: that file is not there yet", eject)
	}
	w := build(Options{Keep: []string{"**"}})
	p = w.plan(t, "> drifted.gen.go from drift.gen.go")
	w.after(t, p, map[string]string{
		"drifted.gen.go": "package x // mine\n", "free.gen.go": "package x\n", "taken.gen.go": "package x // there already\n",
	}, "kept drifted.gen.go", "kept taken.gen.go")
	w = build(Options{Take: []string{"drift.gen.go", "taken.gen.go"}})
	p = w.plan(t, "> drifted.gen.go from drift.gen.go", "> taken.gen.go from free.gen.go")
	w.after(t, p, map[string]string{"drifted.gen.go": "package x // new\n", "taken.gen.go": "package x // new\n"})
}

func TestRenameThatTheUserMadeAlready(t *testing.T) {
	w := newWorld()
	w.wrote(m, "services/a/Dockerfile", "FROM a\nRUN x\nRUN y\nCMD z\n")
	w.rm("services/a/Dockerfile")
	w.disk("services/b/Dockerfile", "FROM a\nRUN x\nRUN y\nCMD mine\n")
	w.wants(m, "services/b/Dockerfile", "FROM b\nRUN x\nRUN y\nCMD z\n")
	w.in.Renames = []Rename{{From: "services/a/", To: "services/b/"}}
	p := w.plan(t, "M services/b/Dockerfile: your edits are kept")
	w.after(t, p, map[string]string{"services/b/Dockerfile": "FROM b\nRUN x\nRUN y\nCMD mine\n"}, "merged services/b/Dockerfile")
}

func TestRenameLeavesWhatCannotMove(t *testing.T) {
	w := newWorld()
	w.wrote(o, "services/a/x.gen.go", "package x\n")
	w.disk("services/a/mine.txt", "mine\n")
	w.disk("services/b/mine.txt", "another\n")
	w.disk("services/a/same.txt", "same\n")
	w.disk("services/b/same.txt", "same\n")
	w.Disk.(fstest.MapFS)["services/a/link"] = &fstest.MapFile{Mode: 0o777 | 1<<27} // fs.ModeSymlink
	w.disk("services/a/.git/config", "not ours\n")
	w.wants(o, "services/b/x.gen.go", "package x\n")
	w.in.Renames = []Rename{{From: "services/a/", To: "services/b/"}}
	w.plan(t,
		"  services/a/.git | it was not moved with its directory: it is no regular file",
		"  services/a/link | it was not moved with its directory: it is no regular file",
		"  services/a/mine.txt | it was not moved with its directory: services/b/mine.txt exists",
		"> services/b/same.txt from services/a/same.txt",
		"> services/b/x.gen.go from services/a/x.gen.go")
}

func TestRenamesAreChecked(t *testing.T) {
	for _, r := range []Rename{{From: "../x", To: "y"}, {From: "x", To: "../y"}, {From: "x", To: ".git/y"}} {
		w := newWorld()
		w.wrote(o, "x", "x\n")
		w.in.Renames = []Rename{r}
		if _, err := Make(w.in, w.State); err == nil {
			t.Errorf("%+v was accepted", r)
		}
	}
	w := newWorld() // a rename that is about nothing any more, and one of what is still written
	w.wrote(o, "x", "x\n")
	w.wants(o, "x", "x\n")
	w.in.Renames = []Rename{{From: "nothing", To: "else"}, {From: "x", To: "y"}, {From: "services/", To: "svc/"}}
	w.plan(t)
}

// TestRenameChainBlocked: a and b would each take the place of the next one, and at c there is something else. What cannot go on
// is not written over by what comes after it.
func TestRenameChainBlocked(t *testing.T) {
	w := newWorld()
	w.in.Renames = []Rename{{From: "a/", To: "b/"}, {From: "b/", To: "c/"}}
	for _, dir := range []string{"a", "b", "c"} {
		w.disk(dir+"/notes", "of "+dir+"\n")
	}
	p := w.plan(t,
		"  a/notes | it was not moved with its directory: b/notes exists",
		"  b/notes | it was not moved with its directory: c/notes exists")
	w.after(t, p, map[string]string{"a/notes": "of a\n", "b/notes": "of b\n", "c/notes": "of c\n"})

	for _, dir := range []string{"a", "b"} {
		w.wrote(s, dir+"/x.go", "package x\n")
		w.disk(dir+"/x.go", "package x // of "+dir+"\n")
	}
	w.disk("c/x.go", "package x // of c\n")
	w.wants(s, "b/x.go", "package x\n")
	w.wants(s, "c/x.go", "package x\n")
	w.in.Options.Keep = []string{"c/x.go"}
	w.plan(t,
		"  a/notes | it was not moved with its directory: b/notes exists",
		"  b/notes | it was not moved with its directory: c/notes exists",
		"! b/x.go from a/x.go: a/x.go is to be moved here, but a file is in the way")
	w.in.Options.Keep, w.in.Options.Take = nil, []string{"**"}
	p = w.plan(t,
		"  a/notes | it was not moved with its directory: b/notes exists",
		"  b/notes | it was not moved with its directory: c/notes exists",
		"> b/x.go from a/x.go", "> c/x.go from b/x.go")
	w.after(t, p, map[string]string{
		"a/notes": "of a\n", "b/notes": "of b\n", "c/notes": "of c\n", "b/x.go": "package x // of a\n", "c/x.go": "package x // of b\n",
	})
}
