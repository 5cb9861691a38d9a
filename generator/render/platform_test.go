package render_test

import (
	"io/fs"
	"path"
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
		rendertest.Shop(t), variants["timestamp required"], variants["format hostname"], variants["format ip"], variants["int32 filter"], variants["int64 filter"],
		variants["float64 sort"], variants["date sort"], variants["decimal repeated"], variants["enum repeated"],
	} {
		files, err := renderer.Texts(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			delete(unused, f.Path)
		}
	}
	for name := range unused {
		if waiting(strings.TrimPrefix(name, "platform/")) {
			continue
		}
		t.Errorf("templates/core/%s is part of no workspace", name)
	}
}

// waiting reports whether a file waits for the service identity, which the language does not know yet.
func waiting(name string) bool {
	switch path.Dir(name) {
	case "authn", "fakeidp", "session", "signin":
		return true
	default:
		return name == "format/line.go" || name == "oidc/endpoints.go"
	}
}
