package domain

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"actionBody":    actionBody,
		"addRef":        addRef,
		"allowedIn":     allowedIn,
		"assigned":      assigned,
		"callerFields":  callerFields,
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
		"foreign":       foreign,
		"getCall":       getCall,
		"goNow":         goNow,
		"hasParts":      hasParts,
		"itemRules":     itemRules,
		"limitsWrites":  limitsWrites,
		"lockCall":      lockCall,
		"machineOf":     machineOf,
		"names":         names,
		"nowFields":     nowFields,
		"onlySettable":  onlySettable,
		"ownText":       ownText,
		"patterns":      patterns,
		"refChanged":    refChanged,
		"remark":        remark,
		"remoteTargets": remoteTargets,
		"rulesOf":       rulesOf,
		"setOnce":       setOnce,
		"settable":      settable,
		"setters":       setters,
		"stateType":     stateType,
		"statesOf":      statesOf,
		"storeGap":      storeGap,
		"tellArg":       tellArg,
		"valueList":     valueList,
	}
}
