package domain

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"actionBody":    actionBody,
		"addRef":        addRef,
		"allowedIn":     allowedIn,
		"assigned":      assigned,
		"cascadesWith":  cascadesWith,
		"cases":         cases,
		"copied":        copied,
		"defaultList":   defaultList,
		"differs":       differs,
		"domainType":    domainType,
		"draftOf":       draftOf,
		"effect":        effect,
		"entityDoc":     entityDoc,
		"findsRefs":     findsRefs,
		"goNow":         goNow,
		"hasParts":      hasParts,
		"itemRules":     itemRules,
		"machineOf":     machineOf,
		"names":         names,
		"nowFields":     nowFields,
		"onlySettable":  onlySettable,
		"patterns":      patterns,
		"remark":        remark,
		"remoteTargets": remoteTargets,
		"rulesOf":       rulesOf,
		"setOnce":       setOnce,
		"settable":      settable,
		"setters":       setters,
		"stateType":     stateType,
		"statesOf":      statesOf,
		"storeGap":      storeGap,
		"valueList":     valueList,
	}
}
