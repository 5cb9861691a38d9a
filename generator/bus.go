package generator

import (
	"fmt"

	"github.com/svcgen/svcgen/generator/model"
)

// noteBus adds a notice if something else carries events than in the last run: those that are under way are not there.
func noteBus(notices map[string]string, m *model.Model) {
	before, now := m.BusBefore, m.Bus()
	if before == "" || now == "" || before == now {
		return
	}
	notices["compose.gen.yaml"] = fmt.Sprintf("%s carries events now: first let the workers with %s receive what is there (EVENTS_PAUSE=publish)", now, before)
}

// noteQueues adds a notice for each consumer that is new in a workspace whose events SQS carries: its queue has none from before.
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
