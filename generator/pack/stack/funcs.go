package stack

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"anonymousStatus": anonymousStatus,
		"clientNames":     clientNames,
		"clientSettings":  clientSettings,
		"creatable":       fixture.Creatable,
		"edited":          fixture.Edited,
		"examplePath":     examplePath,
		"filterOps":       fixture.Ops,
		"freeMethods":     freeMethods,
		"goStrings":       goStrings,
		"grpcName":        grpcName,
		"guardedRead":     guardedRead,
		"httpVerb":        httpVerb,
		"immutable":       fixture.Immutable,
		"limitedMethods":  limitedMethods,
		"listMethods":     listMethods,
		"methodName":      methodName,
		"migrationsName":  migrationsName,
		"ownedRefs":       ownedRefs,
		"ownedResources":  ownedResources,
		"ownersChanged":   ownersChanged,
		"ownersSet":       ownersSet,
		"ownersShared":    ownersShared,
		"quotedList":      quotedList,
		"outage":          outage,
		"outageName":      outageName,
		"outages":         outages,
		"reached":         reached,
		"refused":         refused,
		"restActions":     restActions,
		"restAssigned":    restAssigned,
		"restByID":        restByID,
		"restEmptied":     restEmptied,
		"restEnum":        restEnum,
		"restFiltered":    restFiltered,
		"restKept":        restKept,
		"restListed":      restListed,
		"restMade":        restMade,
		"restMissing":     restMissing,
		"restName":        restName,
		"restNotNull":     restNotNull,
		"restNullable":    restNullable,
		"restOthers":      restOthers,
		"restSearched":    restSearched,
		"restSent":        restSent,
		"restSetters":     restSetters,
		"restSorted":      restSorted,
		"restTarget":      restTarget,
		"restVerb":        restVerb,
		"sentOwner":       sentOwner,
		"restWalks":       restWalks,
		"sentRefs":        sentRefs,
		"secondProvider":  secondProvider,
		"sessionMethod":   sessionMethod,
		"sessionRefused":  sessionRefused,
		"sessionVerb":     sessionVerb,
		"testPath":        testPath,
	}
}
