package api

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// funcs are what the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"creatable":         fixture.Creatable,
		"domainType":        domainType,
		"eTagDoc":           eTagDoc,
		"edited":            fixture.Edited,
		"fieldDoc":          fieldDoc,
		"filterDoc":         filterDoc,
		"fromProto":         fromProto,
		"goPackage":         goPackage,
		"hardDeleteMethods": hardDeleteMethods,
		"hasREST":           fixture.HasREST,
		"listField":         listField,
		"maskField":         maskField,
		"messageDoc":        messageDoc,
		"newExpr":           newExpr,
		"newQuery":          newQuery,
		"orderDoc":          orderDoc,
		"outputField":       outputField,
		"pbFixture":         pbFixture,
		"pbOutputs":         pbOutputs,
		"pbSample":          pbSample,
		"pbServer":          pbServer,
		"pbValue":           pbValue,
		"protoImports":      protoImports,
		"queried":           queried,
		"reserved":          model.Reserved,
		"rpcCodes":          rpcCodes,
		"searchable":        searchable,
		"sent":              sent,
		"serviceDoc":        serviceDoc,
		"softDeleteMethods": softDeleteMethods,
		"storeSample":       fixture.StoreSample,
		"takesText":         takesText,
		"targetMethods":     targetMethods,
		"toProto":           toProto,
		"tokenValue":        tokenValue,
	}
}
