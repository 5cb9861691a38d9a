package gateway

import "text/template"

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"connVar":      connVar,
		"gatewayConn":  gatewayConn,
		"newMarshaler": newMarshaler,
		"readMethods":  readMethods,
	}
}
