package generator

import (
	"fmt"

	"github.com/svcgen/svcgen/generator/model"
)

// noteBus adds a notice if another bus carries events than in the last run: events that wait on the old one are not moved.
func noteBus(notices map[string]string, m *model.Model) {
	before, now := m.BusBefore, m.Bus()
	if before == "" || now == "" || before == now {
		return
	}
	notices["compose.gen.yaml"] = fmt.Sprintf("%s carries events now: first let the workers with %s receive what is there (EVENTS_PAUSE=publish)", now, before)
}

// noteQueues adds a notice for each new consumer if SQS carries events: its queue has no event that was published before.
func noteQueues(notices map[string]string, m *model.Model) {
	if !m.BusIsSQS() || m.BusBefore != m.Bus() {
		return
	}
	for _, s := range m.Services {
		for _, c := range s.Consumers {
			if c.Was == "" && !c.FromNow {
				notices[s.Dir+"/internal/consumers/"+c.FileName+".go"] = "its queue has only what is published from now on: announce in the service that publishes sends what there is"
			}
		}
	}
}
