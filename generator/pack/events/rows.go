// Package events is the pack of what services tell each other: what they publish, the functions that handle it, and the programs that
// move it.
package events

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the files about events.
func Pack() render.Pack {
	return render.Pack{
		Name: "events", Templates: "core", Rows: rows(), Funcs: funcs(),
		Unrename: map[string]render.Unrename{"consumer": unrename},
	}
}

func rows() []render.Row {
	const from, consumers = "services/events/", "{dir}/internal/consumers/"
	return []render.Row{
		{Template: "proto/events.proto.tmpl", Path: "proto/{events}", Class: render.Owned, Each: render.PerService, When: publishes},
		{Template: from + "domain/events.gen.go.tmpl", Path: "{dir}/internal/{package}/events.gen.go", Class: render.Owned, Each: render.PerService, When: publishes},
		{Template: from + "rpc/events.gen.go.tmpl", Path: "{dir}/internal/rpc/events.gen.go", Class: render.Owned, Each: render.PerService, When: publishes},
		{Template: from + "consumers/consumers.gen.go.tmpl", Path: consumers + "consumers.gen.go", Class: render.Owned, Each: render.PerService, When: consumes},
		{Template: from + "consumers/consumer.go.tmpl", Path: consumers + "{consumer}.go", Class: render.Seeded, Unwritten: "does nothing until you write it", Each: perConsumer},
		{Template: from + "consumers/consumers.gen_test.go.tmpl", Path: consumers + "consumers.gen_test.go", Class: render.Owned, Each: render.PerService, When: consumes},
		{Template: from + "consumers/consumer_test.go.tmpl", Path: consumers + "{consumer}_test.go", Class: render.Seeded, Each: perConsumer},
		{
			Template: from + "servicetest/events.gen.go.tmpl", Path: "{dir}/{package}test/events.gen.go", Class: render.Owned, Each: render.PerService,
			When: func(v render.View) bool { return len(heard(v.Service)) > 0 || len(heardCustom(v.Service)) > 0 },
		},
		{Template: from + "app/worker.gen.go.tmpl", Path: "{dir}/app/worker.gen.go", Class: render.Owned, Each: render.PerService, When: hasWorker},
		{Template: from + "app/worker.gen_test.go.tmpl", Path: "{dir}/app/worker.gen_test.go", Class: render.Owned, Each: render.PerService, When: hasWorker},
		{
			Template: from + "app/events.gen_test.go.tmpl", Path: "{dir}/app/events.gen_test.go", Class: render.Owned, Each: render.PerService,
			When: func(v render.View) bool { return len(v.Service.CustomEvents) > 0 },
		},
		{Template: from + "cmd/main.go.tmpl", Path: "{main}/main.go", Class: render.Seeded, Each: render.PerProgram(isWorker)},
	}
}

func publishes(v render.View) bool   { return v.Service.Publishes() }
func consumes(v render.View) bool    { return len(v.Service.Consumers) > 0 }
func hasWorker(v render.View) bool   { return v.Service.HasWorker() }
func isWorker(p *model.Program) bool { return p.Kind == model.Worker }

// perConsumer repeats a file for each consumer of each service.
func perConsumer(m *model.Model) []render.Subject {
	var all []render.Subject
	for _, s := range m.Services {
		for _, c := range s.Consumers {
			all = append(all, render.Subject{Service: s, Kind: "consumer", ID: c.Name, Was: c.Was, File: c.FileName})
		}
	}
	return all
}
