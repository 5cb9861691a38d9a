package generator

import (
	"github.com/svcgen/svcgen/generator/pack/api"
	"github.com/svcgen/svcgen/generator/pack/client"
	"github.com/svcgen/svcgen/generator/pack/devcontainer"
	"github.com/svcgen/svcgen/generator/pack/domain"
	"github.com/svcgen/svcgen/generator/pack/events"
	"github.com/svcgen/svcgen/generator/pack/gateway"
	"github.com/svcgen/svcgen/generator/pack/githubactions"
	"github.com/svcgen/svcgen/generator/pack/identity"
	"github.com/svcgen/svcgen/generator/pack/jobs"
	"github.com/svcgen/svcgen/generator/pack/kubernetes"
	"github.com/svcgen/svcgen/generator/pack/observability"
	"github.com/svcgen/svcgen/generator/pack/openapi"
	"github.com/svcgen/svcgen/generator/pack/postgres"
	"github.com/svcgen/svcgen/generator/pack/repo"
	"github.com/svcgen/svcgen/generator/pack/samples"
	"github.com/svcgen/svcgen/generator/pack/service"
	"github.com/svcgen/svcgen/generator/pack/stack"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/templates"
)

// Renderer makes a renderer of everything that svcgen can generate from templates.
func Renderer() *render.Renderer { return render.New(templates.FS, packs()...) }

// packs lists every pack.
func packs() []render.Pack {
	return []render.Pack{
		openapi.Pack(), // first: its file is the longest, and the others are rendered meanwhile
		repo.Pack(),
		api.Pack(),
		domain.Pack(),
		postgres.Pack(),
		client.Pack(),
		samples.Pack(),
		service.Pack(),
		events.Pack(),
		jobs.Pack(),
		identity.Pack(),
		gateway.Pack(),
		stack.Pack(),
		githubactions.Pack(),
		kubernetes.Pack(),
		observability.Pack(),
		devcontainer.Pack(),
	}
}
