package gateway

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// connVar returns the name of the variable for the gateway's connection to the service: catalogConn.
func connVar(s *model.Service) string { return naming.LowerFirst(s.GoName) + "Conn" }

// readMethods returns the methods that change nothing, as constants of the protobuf package: catalogv1.CatalogService_GetProduct_FullMethodName.
func readMethods(s *model.Service) []string {
	var names []string
	for _, m := range s.Methods() {
		if m.Safe {
			names = append(names, s.PBPackage+"."+s.PBName+"_"+m.RPC+"_FullMethodName")
		}
	}
	for _, m := range s.SessionMethods() {
		if m.Safe {
			names = append(names, s.PBPackage+".SessionService_"+m.RPC+"_FullMethodName")
		}
	}
	return names
}

// gatewayConn returns a Go expression for the connection to the service, in package app of the gateway. If guarded is true, sign says who
// calls; it is outside of HandOver, which knows only the connection itself.
func gatewayConn(s *model.Service, guarded bool) string {
	args := []string{"grpcx.HandOver(c." + s.GoName + ")"}
	if hasField(s, func(f *model.Field) bool { return f.Kind.AnyJSON && f.Resource.Has(spec.Update) }) {
		args = append(args, "mw.CompleteMasks")
	}
	if guarded {
		args = append(args, "sign")
	}
	if len(args) == 1 {
		return args[0]
	}
	return "grpcx.Intercept(" + strings.Join(args, ", ") + ")"
}

// newMarshaler returns a Go expression for what reads and writes the JSON of the API.
func newMarshaler(m *model.Model) string {
	marshaler := "restjson.New()"
	holds := func(f *model.Field) bool { return f.Kind.AnyJSON }
	anyJSON := func(s *model.Service) bool {
		return hasField(s, holds) || slices.ContainsFunc(s.OwnMethods, func(m model.Method) bool {
			return slices.ContainsFunc(m.Action.Messages(), func(message *model.Resource) bool { return slices.ContainsFunc(message.Fields, holds) })
		})
	}
	if slices.ContainsFunc(m.Services, anyJSON) {
		marshaler = "restjson.NewWithDocuments()"
	}
	if files := shortFiles(m); files != "" {
		marshaler += ".ShortEnums(" + files + ")"
	}
	return marshaler
}

// shortFiles returns the protos with enums whose values have short names in JSON, as arguments of a Go function; "" if there are none.
func shortFiles(m *model.Model) string {
	var files []string
	for _, s := range m.Services {
		if s.ShowsShortEnums() {
			files = append(files, strconv.Quote(s.ProtoPath))
		}
	}
	return strings.Join(files, ", ")
}

func hasField(s *model.Service, holds func(*model.Field) bool) bool {
	return slices.ContainsFunc(s.Resources, func(r *model.Resource) bool { return slices.ContainsFunc(r.StoredFields(), holds) })
}
