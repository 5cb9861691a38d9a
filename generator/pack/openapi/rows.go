// Package openapi is the pack of the API's description: an OpenAPI document of all routes of the gateway.
package openapi

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the files of the description.
func Pack() render.Pack {
	return render.Pack{Name: "openapi", Templates: "core", Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	return []render.Row{
		{Template: "api/openapi.gen.yaml.tmpl", Path: "api/openapi.gen.yaml", Class: render.Owned, Shared: true},
		{Template: "api/openapi.gen.go.tmpl", Path: "api/openapi.gen.go", Class: render.Owned},
	}
}

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"answered":       answered,
		"apiDoc":         apiDoc,
		"callers":        callers,
		"enumDoc":        enumDoc,
		"enumValue":      enumValue,
		"expandable":     expandable,
		"filterDoc":      filterDoc,
		"filterExamples": filterExamples,
		"join":           join,
		"key":            key,
		"orderDoc":       orderDoc,
		"orders":         orders,
		"paths":          paths,
		"schemas":        schemas,
		"servicePaths":   servicePaths,
		"serviceSchemas": serviceSchemas,
		"security":       security,
		"serviceDoc":     serviceDoc,
		"sessionCookie":  sessionCookie,
		"text":           text,
		"uses":           uses,
		"usesMoney":      usesMoney,
	}
}
