package stack

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"anonymousStatus": anonymousStatus,
		"creatable":       fixture.Creatable,
		"edited":          fixture.Edited,
		"examplePath":     examplePath,
		"goStrings":       goStrings,
		"grpcName":        grpcName,
		"guardedRead":     guardedRead,
		"httpVerb":        httpVerb,
		"immutable":       fixture.Immutable,
		"listMethods":     listMethods,
		"methodName":      methodName,
		"migrationsName":  migrationsName,
		"refused":         refused,
		"restAssigned":    restAssigned,
		"restByID":        restByID,
		"restCleared":     restCleared,
		"restCollated":    restCollated,
		"restDefault":     restDefault,
		"restDefaults":    restDefaults,
		"restEmptied":     restEmptied,
		"restEnum":        restEnum,
		"restFilters":     restFilters,
		"restFixture":     restFixture,
		"restListed":      restListed,
		"restMissing":     restMissing,
		"restName":        restName,
		"restNotNull":     restNotNull,
		"restOrders":      restOrders,
		"restPatch":       restPatch,
		"restPatched":     restPatched,
		"restPicks":       restPicks,
		"restSample":      restSample,
		"sentFields":      fixture.SentFields,
		"testPath":        testPath,
	}
}
