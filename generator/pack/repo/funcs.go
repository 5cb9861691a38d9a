package repo

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"curlCaller":       curlCaller,
		"exampleBody":      exampleBody,
		"workspaceSummary": workspaceSummary,
		"serviceSummary":   serviceSummary,
	}
}
