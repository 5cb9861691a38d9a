package generator

import (
	"strings"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/model"
)

// noteOpened adds a notice to the rules of a service if they let somebody through who was refused before. Nothing asks: the line was
// typed. But it should be read.
func noteOpened(notices map[string]string, m *model.Model) {
	for _, s := range m.Services {
		if opened := compat.Opened(s); len(opened) > 0 {
			notices[s.RulesPath()] = strings.Join(opened, "; ")
		}
	}
}
