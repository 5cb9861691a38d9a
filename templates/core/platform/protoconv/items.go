package protoconv

import (
	"fmt"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Items converts the messages of a list that may have most items at most, nil for none. The violations of an item are added as those of
// lines[2].quantity.
func Items[M, E any](v *errs.Violations, list string, most int, messages []M, convert func(M) (*E, errs.Violations)) []E {
	if len(messages) > most {
		v.Add(list, fmt.Sprintf("must have at most %d items", most))
		return nil
	}
	var items []E
	for i, m := range messages {
		item, violations := convert(m)
		v.AddItem(list, i, violations.Err())
		items = append(items, *item)
	}
	return items
}
