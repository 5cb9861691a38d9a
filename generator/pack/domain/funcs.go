package domain

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"callerFields": callerFields,
		"assigned":     assigned,
		"cascadesWith": cascadesWith,
		"cases":        cases,
		"copied":       copied,
		"defaultList":  defaultList,
		"differs":      differs,
		"draftOf":      draftOf,
		"effect":       effect,
		"entityDoc":    entityDoc,
		"foreign":      foreign,
		"getCall":      getCall,
		"goNow":        goNow,
		"hasParts":     hasParts,
		"itemRules":    itemRules,
		"limitsWrites": limitsWrites,
		"lockCall":     lockCall,
		"machineOf":    machineOf,
		"nowFields":    nowFields,
		"onlySettable": onlySettable,
		"ownText":      ownText,
		"patterns":     patterns,
		"refChanged":   refChanged,
		"remark":       remark,
		"rulesOf":      rulesOf,
		"setOnce":      setOnce,
		"settable":     settable,
		"valueList":    valueList,
	}
}
