package stack

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"creatable":    fixture.Creatable,
		"edited":       fixture.Edited,
		"filterOps":    fixture.Ops,
		"immutable":    fixture.Immutable,
		"restAssigned": restAssigned,
		"restEmptied":  restEmptied,
		"restEnum":     restEnum,
		"restFiltered": restFiltered,
		"restKept":     restKept,
		"restListed":   restListed,
		"restMade":     restMade,
		"restMissing":  restMissing,
		"restName":     restName,
		"restNotNull":  restNotNull,
		"restNullable": restNullable,
		"restOthers":   restOthers,
		"restSearched": restSearched,
		"restSent":     restSent,
		"restSorted":   restSorted,
		"restTarget":   restTarget,
		"sentRefs":     sentRefs,
	}
}
