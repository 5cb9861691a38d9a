package api

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"alone":             alone,
		"answerOf":          answerOf,
		"boundedLists":      boundedLists,
		"changeMethods":     changeMethods,
		"copyDoc":           copyDoc,
		"creatable":         fixture.Served,
		"domainType":        domainType,
		"eTagDoc":           eTagDoc,
		"askFunc":           askFunc,
		"batchGet":          batchGet,
		"edited":            fixture.Edited,
		"exchange":          exchange,
		"expandDoc":         expandDoc,
		"expandedType":      expandedType,
		"exchanging":        exchanging,
		"fieldDoc":          fieldDoc,
		"filterDoc":         filterDoc,
		"fromProto":         fromProto,
		"fullMethod":        fullMethod,
		"goPackage":         goPackage,
		"hardDeleteMethods": hardDeleteMethods,
		"hasREST":           fixture.HasServed,
		"hasSchema":         hasSchema,
		"listDecl":          listDecl,
		"listDoc":           listDoc,
		"listFromProto":     listFromProto,
		"madeForRPC":        madeForRPC,
		"maskLists":         maskLists,
		"messageDoc":        messageDoc,
		"pbMessage":         pbMessage,
		"makeRoom":          makeRoom,
		"newExpr":           newExpr,
		"newQuery":          newQuery,
		"onceArgs":          onceArgs,
		"orderDoc":          orderDoc,
		"outputField":       outputField,
		"pbServer":          pbServer,
		"protoImports":      protoImports,
		"relate":            relate,
		"relatedPackages":   relatedPackages,
		"requestOf":         requestOf,
		"reserved":          model.Reserved,
		"rpcCodes":          rpcCodes,
		"rpcHolds":          rpcHolds,
		"ruleMembers":       ruleMembers,
		"schemaField":       schemaField,
		"schemaFields":      schemaFields,
		"searchable":        searchable,
		"seen":              seen,
		"sent":              sent,
		"sentRefs":          sentRefs,
		"shownMessage":      shownMessage,
		"serviceDoc":        serviceDoc,
		"serviceFor":        serviceFor,
		"serviceSignature":  serviceSignature,
		"setsCaller":        setsCaller,
		"targetMethods":     targetMethods,
		"targetPackages":    targetPackages,
		"toProto":           toProto,
		"tokenValue":        tokenValue,
	}
}
