package devcontainer

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/templates"
)

// The description is JSON below its comment, and forwards the ports of the gateway and of each service.
func TestDescription(t *testing.T) {
	t.Parallel()
	m := rendertest.Shop(t)
	m.Packs = []string{"devcontainer"}
	files, err := render.New(templates.FS, Pack()).Files(m)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(files, func(f render.File) bool { return f.Path == ".devcontainer/devcontainer.json" })
	if at < 0 {
		t.Fatal("there is no .devcontainer/devcontainer.json")
	}
	comment, text, _ := strings.Cut(string(files[at].Data), "\n")
	var got struct {
		Name         string
		Build        struct{ Dockerfile string }
		ForwardPorts []int
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil || !strings.HasPrefix(comment, "// ") {
		t.Fatalf("%v in\n%s", err, files[at].Data)
	}
	want := []int{m.Gateway.HTTPPort}
	for _, s := range m.Services {
		want = append(want, s.GRPCPort)
	}
	if !slices.Equal(got.ForwardPorts, want) || got.Name != "shop" || got.Build.Dockerfile != "Dockerfile" {
		t.Errorf("got %+v, want the ports %v", got, want)
	}
}
