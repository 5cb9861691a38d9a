package observability

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// composeRows lists the containers for TLS, traces, metrics and dashboards, and their settings.
func composeRows() []render.Row {
	const dir = "deploy/compose/"
	row := func(name string) render.Row {
		return render.Row{Template: dir + name + ".tmpl", Path: dir + name, Class: render.Owned}
	}
	full := func(name string) render.Row { // of braces
		r := row(name)
		r.Delims = [2]string{"[[", "]]"}
		return r
	}
	return []render.Row{
		row("observability.gen.yaml"),
		full("edge/routes.gen.yaml"),
		row("otel-collector.gen.yaml"),
		row("prometheus/prometheus.gen.yml"),
		full("prometheus/alerts.gen.rules.yml"),
		row("grafana/datasources.gen.yaml"),
		row("grafana/dashboards.gen.yaml"),
		full("grafana/programs.gen.json"),
	}
}

// scraped lists the programs whose metrics Prometheus reads: those that run all the time, each in a container.
func scraped(m *model.Model) []*model.Program {
	var all []*model.Program
	for _, s := range m.Services {
		all = append(all, s.Serving()...)
	}
	return slices.DeleteFunc(append(all, m.Front()), func(p *model.Program) bool { return p.Image == "" })
}
