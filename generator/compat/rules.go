package compat

import (
	"fmt"

	"github.com/svcgen/svcgen/generator/ledger"
)

// narrowing describes a narrower rule: at most 80 characters now, was 120.
func narrowing(n ledger.Narrowing) string {
	var text string
	switch n.Key {
	case "min_len":
		text = fmt.Sprintf("at least %s characters", n.Now)
	case "max_len":
		text = fmt.Sprintf("at most %s characters", n.Now)
	case "min":
		text = "no less than " + n.Now
	case "max":
		text = "no more than " + n.Now
	case "pattern":
		text = "must match " + n.Now
	case "format":
		text = "must have the format " + n.Now
	case "max_items":
		text = fmt.Sprintf("at most %s items", n.Now)
	case "max_bytes":
		text = fmt.Sprintf("at most %s bytes", n.Now)
	case "unique_items":
		text = "no duplicate items"
	}
	text += " now"
	if n.Was != "" {
		text += ", was " + n.Was
	}
	return text
}
