package stack

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// guarded reports whether the workspace has rules who may call which method.
func guarded(v render.View) bool { return v.Guarded() }

// migrationsName returns the name by which a test of all services imports the migrations of one: catalogMigrations.
func migrationsName(s *model.Service) string { return naming.LowerFirst(s.GoName) + "Migrations" }

// grpcName returns the full name of the gRPC service: shop.catalog.v1.CatalogService.
func grpcName(s *model.Service) string { return s.ProtoPackage + "." + s.PBName }

// methodName returns a Go expression for the full name of a method.
func methodName(m model.Method) string {
	s := m.Resource.Service
	return s.PBPackage + "." + s.PBName + "_" + m.RPC + "_FullMethodName"
}

// httpVerb returns a Go expression for the HTTP method: http.MethodPost.
func httpVerb(verb string) string {
	return "http.Method" + strings.ToUpper(verb[:1]) + verb[1:]
}

// testPath returns a Go expression for the path with the id of a resource that does not exist.
func testPath(path string) string {
	before, after, hasID := strings.Cut(path, "{id}")
	switch {
	case !hasID:
		return strconv.Quote(before)
	case after == "":
		return strconv.Quote(before) + "+unknown"
	default:
		return strconv.Quote(before) + "+unknown+" + strconv.Quote(after)
	}
}

// refused returns a Go expression for the HTTP status of each caller whom the rule of a method refuses.
func refused(roles []string, m model.Method) string {
	if m.Rule.Anyone {
		return "nil"
	}
	members := []string{`"anyone": 401`}
	refuse := func(caller string, words ...string) {
		if !m.Rule.Allows(words...) {
			members = append(members, fmt.Sprintf("%q: 403", caller))
		}
	}
	refuse(spec.SignedIn, spec.SignedIn)
	for _, role := range roles {
		refuse(role, spec.SignedIn, role)
	}
	refuse(spec.OfWork, spec.OfWork)
	return "map[string]int{" + strings.Join(members, ", ") + "}"
}

// listMethods returns the methods that list resources.
func listMethods(m *model.Model) []*model.Method {
	var all []*model.Method
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if list := r.Method(spec.List); list != nil {
				all = append(all, list)
			}
		}
	}
	return all
}

// anonymousStatus returns the HTTP status of a method that only reads for somebody who is not signed in.
func anonymousStatus(m *model.Method) string {
	if m.Rule.Anyone {
		return "http.StatusOK"
	}
	return "http.StatusUnauthorized"
}

// guardedRead returns the first method of REST that only reads, has no id, and that not everybody may call; nil if there is none.
func guardedRead(m *model.Model) *model.Method {
	all := listMethods(m)
	at := slices.IndexFunc(all, func(list *model.Method) bool { return list.Rule != nil && !list.Rule.Anyone })
	if at < 0 {
		return nil
	}
	return all[at]
}

// examplePath returns a path to try: of the first list that users may read, or else "/".
func examplePath(m *model.Model) string {
	for _, list := range listMethods(m) {
		if list.Resource.ForUsers(spec.List) {
			return list.Path
		}
	}
	return "/"
}

// goStrings returns a Go expression for a list of texts.
func goStrings(texts []string) string { return "[]string{" + quotedList(texts) + "}" }

// quotedList returns texts as arguments of a Go call.
func quotedList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	return strings.Join(quoted, ", ")
}
