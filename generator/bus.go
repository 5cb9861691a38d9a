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
