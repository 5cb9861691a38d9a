package postgres

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"cascades":           cascades,
		"checkCases":         checkCases,
		"deleteSQL":          deleteSQL,
		"fieldNames":         fieldNames,
		"filterOps":          fixture.Ops,
		"filtered":           filtered,
		"freedByDelete":      freedByDelete,
		"fromRow":            fromRow,
		"hasIndexCases":      hasIndexCases,
		"indexCases":         indexCases,
		"insertSQL":          insertSQL,
		"longTexts":          longTexts,
		"needsGetQuery":      needsGetQuery,
		"needsRowMapper":     needsRowMapper,
		"nullable":           nullable,
		"optionalRefs":       fixture.OptionalRefs,
		"ownedBatch":         ownedBatch,
		"ownedGo":            ownedGo,
		"ownedQuery":         ownedQuery,
		"ownerIndexes":       ownerIndexes,
		"ownerTested":        ownerTested,
		"owners":             owners,
		"readerMethod":       readerMethod,
		"refCases":           refCases,
		"requiredRefs":       fixture.RequiredRefs,
		"restricts":          restricts,
		"rewritten":          rewritten,
		"rowFields":          rowFields,
		"searchValues":       searchValues,
		"searched":           searched,
		"setsNull":           setsNull,
		"sortIndexCases":     sortIndexCases,
		"sortValue":          sortValue,
		"sqlcBlocks":         sqlcBlocks,
		"storeConditions":    storeConditions,
		"storeExample":       storeExample,
		"storeFilters":       storeFilters,
		"storeID":            storeID,
		"storeIndexes":       storeIndexes,
		"storeLists":         storeLists,
		"storeOwners":        storeOwners,
		"storeReads":         storeReads,
		"storeTested":        storeTested,
		"storedOwner":        storedOwner,
		"target":             fixture.Target,
		"testName":           testName,
		"unchangedByUpdate":  fixture.KeptByUpdate,
		"uniqueCases":        uniqueCases,
		"uniqueFields":       uniqueFields,
		"unusualConstraints": unusualConstraints,
		"updateSQL":          updateSQL,
	}
}
