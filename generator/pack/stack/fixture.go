package stack

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// restName returns the resource's name for identifiers in the REST tests, which are one package for all services.
func restName(r *model.Resource) string { return r.Service.GoName + r.GoName }

// restSent returns the function that makes the message of a client: catalogtest.SentProduct.
func restSent(r *model.Resource) string { return r.Service.Package + "test.Sent" + r.GoName }

// restBody returns the function that makes the body of a client from the message of a resource.
func restBody(r *model.Resource) string {
	if r.Service.ShortEnums() {
		return "testkit.ShortBody"
	}
	return "testkit.Body"
}

// sentRefs returns the references that a client can send on creation.
func sentRefs(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.RefersTo() != nil && !f.OutputOnly })
}

// reached returns the other services that tests of the service need: those in which they create what its resources refer to, and those that
// its own code calls; and what these need.
func reached(s *model.Service) []*model.Service {
	all := []*model.Service{s}
	for i := 0; i < len(all); i++ {
		for _, p := range all[i].Peers {
			if !slices.Contains(all, p.Service) {
				all = append(all, p.Service)
			}
		}
	}
	return all[1:]
}

// outageName returns the name of the test of an outage for identifiers: SalesInvoiceLineWithoutCatalog.
func outageName(f *model.Field) string {
	return restName(f.Resource) + "Without" + f.Remote.Service.GoName
}

// outages returns the services whose outage the tests of a service try, each once.
func outages(s *model.Service) []*model.Service {
	var all []*model.Service
	for _, r := range s.Resources {
		if f := fixture.Outage(r); f != nil && fixture.Creatable(r) && !slices.Contains(all, f.Remote.Service) {
			all = append(all, f.Remote.Service)
		}
	}
	return all
}

// restTarget returns the number of the entity that a reference of entity i leads to, as a Go expression.
func restTarget(f *model.Field) string {
	if !fixture.DistinctOfUser(f.RefersTo()) {
		return "0" // there can be only one
	}
	return fixture.Target(f)
}

// restNotNull returns a field that a client can change, though not to null, or nil.
func restNotNull(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool { return f.Repeated || !f.ProtoOptional() && !f.Kind.Message })
}

// restEmptied returns a field of arbitrary JSON that a client can change, or nil.
func restEmptied(r *model.Resource) *model.Field {
	return fixture.First(r.Editable(), func(f *model.Field) bool {
		return f.Kind.AnyJSON && f.GreatestSize() > 2 && !f.Repeated && !f.InSetCheck()
	})
}

// restMissing returns a reference that a client has to send, or nil.
func restMissing(r *model.Resource) *model.Field {
	return fixture.First(sentRefs(r), func(f *model.Field) bool { return f.Required })
}

// restEnum returns a field with an enum that a client sends on creation, or nil.
func restEnum(r *model.Resource) *model.Field {
	return fixture.First(r.Inputs(), func(f *model.Field) bool { return f.Enum != nil && !f.Repeated })
}

// restAssigned returns a Go list of the members that the response to a create has in addition to those of the request.
func restAssigned(r *model.Resource) string {
	names := []string{"id", "etag", "createTime", "updateTime"}
	for _, f := range model.FieldsOf(r, func(f *model.Field) bool { return f.Now || f.Caller }) {
		names = append(names, f.JSONName)
	}
	return goTexts(names)
}

// goTexts returns a Go list of texts, "" for none.
func goTexts(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	return "[]string{" + strings.Join(quoted, ", ") + "}"
}

// restMember returns the member of a request that holds the resource, in JSON.
func restMember(r *model.Resource) string { return spec.JSONName(r.ProtoField) }

// restBatch returns the numbers of the entities that a test creates with one request.
func restBatch(r *model.Resource) []int {
	if fixture.DistinctOfUser(r) {
		return []int{0, 1} // 2 is what others refer to
	}
	return []int{1}
}

// restUnique reports whether a client that sends the same resource twice is refused.
func restUnique(r *model.Resource) bool {
	return slices.ContainsFunc(r.Uniques, func(u *model.Unique) bool {
		return !slices.ContainsFunc(u.Fields, func(f *model.Field) bool { return !f.Required || f.OutputOnly })
	})
}

// restValidates reports whether users can ask a method to check a request and change nothing, and tests have a request for it.
func restValidates(r *model.Resource, name spec.Method) bool {
	m := r.Method(name)
	return m != nil && m.ValidatesOnly && r.ForUsers(name) && (name == spec.Update || fixture.DistinctOfUser(r))
}

// restValidated reports whether a REST test asks a method of the resource to change nothing.
func restValidated(r *model.Resource) bool {
	return slices.ContainsFunc(r.ValidateOnly(), func(name spec.Method) bool { return restValidates(r, name) })
}

// restByID reports whether REST tests name an entity of the resource by its id.
func restByID(r *model.Resource) bool {
	return slices.ContainsFunc(r.Methods, func(m model.Method) bool {
		return m.TakesID && r.ForUsers(m.Name) && (!m.RestoresRow || r.ForUsers(spec.Delete))
	})
}

// restListed reports whether a REST test lists three entities of the resource.
func restListed(r *model.Resource) bool { return r.ForUsers(spec.List) && fixture.DistinctOfUser(r) }
