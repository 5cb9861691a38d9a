package mw

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/httperr"
)

// KnownParameters returns a runtime.Middleware that refuses query parameters that the route does not have; files declare the
// routes. Without it the gateway ignores such parameters: a filter with a misspelled name would find everything.
func KnownParameters(files *protoregistry.Files) runtime.Middleware {
	routes := map[string][]string{}
	files.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		for i := range file.Services().Len() {
			methods := file.Services().Get(i).Methods()
			for j := range methods.Len() {
				addParameters(routes, methods.Get(j))
			}
		}
		return true
	})
	return func(next runtime.HandlerFunc) runtime.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request, path map[string]string) {
			if r.URL.RawQuery == "" {
				next(w, r, path)
				return
			}
			pattern, _ := runtime.HTTPPattern(r.Context())
			known, found := routes[r.Method+" "+pattern.String()]
			for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
				top := name
				if end := strings.IndexAny(name, ".["); end >= 0 { // of a message or a map
					top = name[:end]
				}
				if !found || slices.Contains(known, top) {
					continue
				}
				problem := "is not a parameter here"
				meant := aip.Closest(name, known)
				if usual := usualName(name); meant == "" && slices.Contains(known, usual) {
					meant = usual
				}
				if meant != "" {
					problem += ": did you mean " + meant + "?"
				}
				if meant == "filter" {
					problem += " Words alone in it are searched for"
				}
				httperr.Write(w, r, httperr.Problem{
					Status: http.StatusBadRequest, Code: "INVALID_ARGUMENT", Reason: "INVALID", Detail: errs.Echo(name) + " " + problem,
					Violations: []httperr.Violation{{Field: errs.Echo(name), Description: problem}},
				})
				return
			}
			next(w, r, path)
		}
	}
}

// usualName returns the parameter that does what a parameter of a list does in other APIs, "" if there is none.
func usualName(name string) string {
	switch name {
	case "q", "query", "search":
		return "filter"
	case "order", "sort", "sort_by", "sortBy":
		return "orderBy"
	case "limit", "per_page":
		return "pageSize"
	case "cursor", "page":
		return "pageToken"
	case "total":
		return "count"
	}
	return ""
}

// addParameters adds the query parameters of a method to routes, under its routes as runtime.Pattern prints them: the fields of the
// request that are neither in the path nor in the body, in both spellings. update_mask is none: the body of a PATCH says it.
func addParameters(routes map[string][]string, method protoreflect.MethodDescriptor) {
	rule, _ := proto.GetExtension(method.Options(), annotations.E_Http).(*annotations.HttpRule)
	for _, binding := range append([]*annotations.HttpRule{rule}, rule.GetAdditionalBindings()...) {
		addBinding(routes, method, binding)
	}
}

// variable matches a variable of a path that has no pattern.
var variable = regexp.MustCompile(`\{([^{}=]+)\}`)

func addBinding(routes map[string][]string, method protoreflect.MethodDescriptor, rule *annotations.HttpRule) {
	m, body := rule.ProtoReflect(), rule.GetBody()
	verb := m.WhichOneof(m.Descriptor().Oneofs().ByName("pattern"))
	if verb == nil {
		return
	}
	var known []string
	path := variable.ReplaceAllString(m.Get(verb).String(), "{$1=*}")
	for i := range method.Input().Fields().Len() {
		field := method.Input().Fields().Get(i)
		name := field.TextName()
		if body != "*" && body != name && (name != "update_mask" || verb.Name() != "patch") && !strings.Contains(path, "{"+name+"=") {
			known = append(known, field.JSONName(), name)
		}
	}
	routes[strings.ToUpper(string(verb.Name()))+" "+path] = known
}
