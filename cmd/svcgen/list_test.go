package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// A second program of a service is among its components.
func TestListAnotherProgram(t *testing.T) {
	t.Parallel()
	m := rendertest.Minimal(t)
	rendertest.AddWorker(m.Services[0])
	want := []say.Component{
		{
			Name: "notes-api", Package: "./services/notes/cmd/notes-api", Kind: "api", Image: "notes", Dockerfile: "services/notes/Dockerfile",
			GRPCPort: 9001,
		},
		{
			Name: "notes-worker", Package: "./services/notes/cmd/notes-worker", Kind: "worker", Image: "notes-worker",
			Dockerfile: "services/notes/cmd/notes-worker/Dockerfile",
		},
	}
	if diff := cmp.Diff(want, list(m).Services[0].Components); diff != "" {
		t.Error(diff)
	}
}
