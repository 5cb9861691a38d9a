package domain

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"cascadesWith": cascadesWith,
		"cases":        cases,
		"defaultList":  defaultList,
		"differs":      differs,
		"edit":         edit,
		"entityDoc":    entityDoc,
		"goNow":        goNow,
		"itemRules":    itemRules,
		"nowFields":    nowFields,
		"onlySettable": onlySettable,
		"patterns":     patterns,
		"remark":       remark,
		"rulesOf":      rulesOf,
		"setOnce":      setOnce,
		"settable":     settable,
		"valueList":    valueList,
	}
}
