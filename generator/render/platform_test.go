package render_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/templates"
)

// Every file of platform must be part of some workspace: one that no template uses is dead code.
func TestPlatformIsUsed(t *testing.T) {
	t.Parallel()
	const dir = "core/platform/"
	unused := map[string]bool{}
	err := fs.WalkDir(templates.FS, strings.TrimSuffix(dir, "/"), func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			unused[strings.TrimPrefix(name, "core/")] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	renderer := generator.Renderer()
	variants := rendertest.Variants(t)
	for _, m := range []*model.Model{
		rendertest.Shop(t), rendertest.Sessions(t), rendertest.Passwords(t), rendertest.ShopOnKafka(t), rendertest.SQS(t), variants["timestamp required"], variants["format hostname"], variants["format ip"], variants["int32 filter"], variants["int64 filter"],
		variants["float64 sort"], variants["date sort"], variants["decimal repeated"], variants["enum repeated"], variants["batches with children"], variants["json immutable"],
	} {
		files, err := renderer.Texts(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			delete(unused, f.Path)
		}
	}
	delete(unused, "platform/event/renaming.go")   // is there after a rename: script events_renamed
	delete(unused, "platform/protoconv/copies.go") // is there if services expand each other: script expand_both
	for name := range unused {
		if strings.HasPrefix(name, "platform/bus/bustest/") { // what drivers of package bus have to pass
			continue
		}
		t.Errorf("templates/core/%s is part of no workspace", name)
	}
}
