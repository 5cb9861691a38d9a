package generator

import (
	"strings"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
)

// noteOpened adds a notice to the rules of a service if they let somebody through who was refused before, and one to the gateway if there are no
// rules any more. Nothing asks: the line was typed. But it should be read.
func noteOpened(notices map[string]string, m *model.Model, last *ledger.Ledger) {
	if compat.Unguarded(m, last) {
		notices["services/gateway/app/app.gen.go"] = "auth is " + m.Auth + " now: everybody may call every method"
	}
	for _, s := range m.Services {
		if opened := compat.Opened(s); len(opened) > 0 {
			notices[s.RulesPath()] = strings.Join(opened, "; ")
		}
	}
}
