package api

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"creatable":         fixture.Creatable,
		"domainType":        domainType,
		"eTagDoc":           eTagDoc,
		"edited":            fixture.Edited,
		"fieldDoc":          fieldDoc,
		"filterDoc":         filterDoc,
		"fromProto":         fromProto,
		"hardDeleteMethods": hardDeleteMethods,
		"hasREST":           fixture.HasREST,
		"listField":         listField,
		"lists":             lists,
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
		"protoName":         protoName,
		"protoImports":      protoImports,
		"reserved":          model.Reserved,
		"rpcCodes":          rpcCodes,
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
