package postgres

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"cascades":           cascades,
		"checkCases":         checkCases,
		"clearable":          clearable,
		"deleteSQL":          deleteSQL,
		"filterCases":        filterCases,
		"freedByDelete":      freedByDelete,
		"fromRow":            fromRow,
		"hasIndexCases":      hasIndexCases,
		"indexCases":         indexCases,
		"insertSQL":          insertSQL,
		"longTexts":          longTexts,
		"needsGetQuery":      needsGetQuery,
		"needsRowMapper":     needsRowMapper,
		"nullable":           nullable,
		"readerMethod":       readerMethod,
		"refCases":           refCases,
		"restricts":          restricts,
		"rewritten":          rewritten,
		"rowFields":          rowFields,
		"searchSample":       searchSample,
		"setsNull":           setsNull,
		"sortIndexCases":     sortIndexCases,
		"sortValue":          sortValue,
		"sqlcBlocks":         sqlcBlocks,
		"storeConditions":    storeConditions,
		"storeExample":       storeExample,
		"storeFixture":       storeFixture,
		"storeID":            storeID,
		"storeIndexes":       storeIndexes,
		"storeLists":         storeLists,
		"storePicks":         storePicks,
		"storeReads":         storeReads,
		"storeValue":         storeValue,
		"testName":           testName,
		"unchangedByUpdate":  unchangedByUpdate,
		"uniqueCases":        uniqueCases,
		"uniqueFields":       uniqueFields,
		"unusualConstraints": unusualConstraints,
		"updateSQL":          updateSQL,
	}
}
