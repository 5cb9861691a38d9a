package build

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Numbers of the fields that every message has. The number of delete_time stays free in resources without soft_delete, which may get
// it later.
const (
	idNumber = 1 + iota
	createTimeNumber
	updateTimeNumber
	etagNumber
	deleteTimeNumber
	firstFieldNumber
)

// systemColumns returns the fields and columns that every resource has or, like delete_time, can get later.
func systemColumns() []string {
	return []string{"id", "create_time", "update_time", "etag", "delete_time", "version"}
}

// resources creates the resources, without their names in code: those of the ledger in its order, then new ones in the order of the
// spec.
func (b *builder) resources(s *model.Service, ss *spec.Service, old *ledger.Service, entry *ledger.Service) {
	now := map[*ledger.Resource]*spec.Resource{}
	names := map[string]bool{}
	for _, sr := range ss.Stored() {
		names[sr.Name] = true
		if before := lineage.Resource(old, ss, sr); before != nil {
			now[before] = sr
		}
	}
	b.enumNames = lineage.Enums(ss, old)
	add := func(sr *spec.Resource, before *ledger.Resource) {
		r, remembered := b.resource(s, sr, before)
		if remembered.Was != "" && remembered.Name == before.Name {
			remembered.Was = formerly(sr.RenamedFrom, remembered.Was, siblings(ss, sr, names))
		}
		s.Resources = append(s.Resources, r)
		entry.Resources = append(entry.Resources, remembered)
	}
	if old != nil {
		for _, before := range old.Resources {
			switch sr := now[before]; {
			case sr != nil:
				add(sr, before)
				if !names[before.Name] { // a resource that takes the old name adds the reserved numbers itself
					entry.Resources = append(entry.Resources, before.Reserve())
				}
			case !names[before.Name]:
				entry.Resources = append(entry.Resources, before.Reserve())
			}
		}
	}
	for _, sr := range ss.Stored() {
		if before := lineage.Resource(old, ss, sr); before == nil {
			add(sr, old.Resource(sr.Name).Reserve())
		}
	}
}

// siblings returns the names that a resource could have been renamed from: those of all resources, or of the children beside a child.
func siblings(ss *spec.Service, sr *spec.Resource, names map[string]bool) map[string]bool {
	if sr.Child == nil {
		return names
	}
	keys := map[string]bool{}
	for _, c := range ss.Resource(sr.Child.Of).Children {
		keys[c.Child.Key] = true
	}
	return keys
}

// formerly returns was, the name before the last rename, for something that is not renamed in this run. The ledger keeps it so that
// renamed_from may stay in the spec. It is dropped once renamed_from is deleted and something else has the old name, so that the two
// can exchange names later.
func formerly(renamedFrom, was string, names map[string]bool) string {
	if renamedFrom == "" && names[was] {
		return ""
	}
	return was
}

func (b *builder) resource(s *model.Service, sr *spec.Resource, old *ledger.Resource) (*model.Resource, *ledger.Resource) {
	plural := sr.Plural
	if sr.Child != nil {
		plural = childPlural(sr, old)
	}
	if plural == "" && old != nil && old.Name == sr.Name {
		plural = old.Plural
	}
	if plural == "" {
		plural = naming.Plural(sr.Name)
	}
	r := &model.Resource{
		Name:             sr.Name,
		Plural:           plural,
		Title:            naming.Title(sr.Name),
		TitlePlural:      naming.Title(plural),
		Description:      sr.Description,
		FileName:         resourceStem(sr.Name, s.Storage),
		Table:            plural,
		TableSQL:         pgschema.QuoteIdent(plural),
		JSONList:         spec.JSONName(plural),
		ProtoField:       requestField(sr.Name),
		ProtoList:        plural,
		SoftDelete:       sr.SoftDelete,
		Prepares:         slices.Contains(sr.Hooks, spec.Prepare),
		Serializable:     sr.Isolation == spec.Serializable,
		IDNumber:         idNumber,
		CreateTimeNumber: createTimeNumber,
		UpdateTimeNumber: updateTimeNumber,
		ETagNumber:       etagNumber,
		DeleteTimeNumber: deleteTimeNumber,
		Service:          s,
	}
	r.PBPlural = naming.MessageName(r.Plural)
	r.Topic = topic(r, old.TopicName())
	r.PBField = naming.GoCamelCase(r.ProtoField)
	r.Article = naming.Article(r.Title)
	r.Path = "/v1/" + r.JSONList
	if prefix := b.spec.Service(s.Name).HTTPPrefix; prefix != "" {
		r.Path = "/v1/" + prefix + "/" + r.JSONList
	}
	others := []string{"NextPageToken", "TotalSize", "TotalSizeCapped"}
	response := naming.PBFieldNames([]naming.PBField{
		{Name: plural}, {Name: "next_page_token"}, {Name: "total_size", Optional: true}, {Name: "total_size_capped", Optional: true},
	})
	if r.PBList = response[0]; !slices.Equal(response[1:], others) && slices.Contains(sr.Methods, spec.List) {
		b.problem(sr.Pos, "set another `plural:`", "resource %q: the response of its list has a field of that name beside %q", r.Name, plural)
	}
	entry := &ledger.Resource{Name: sr.Name, Plural: plural, SoftDelete: sr.SoftDelete}
	if old != nil && !old.Gone {
		r.Before = old
	}
	switch {
	case old == nil:
	case old.Name == sr.Name:
		entry.GoName, entry.PBName, entry.Was = old.GoName, old.PBName, old.Was
	case sr.Child == nil:
		entry.Was = old.Name
	case old.Child.Key != sr.Child.Key:
		entry.Was = old.Child.Key
	default: // the parent is renamed
		entry.Was = old.Was
	}
	b.fields(r, sr, old, entry)
	return r, entry
}

// requestField returns the name of the field that holds the resource in requests. The code of protoc-gen-grpc-gateway does not compile
// for a field that protoc-gen-go renames, such as string, so that gets another name.
func requestField(name string) string {
	if naming.PBFieldNames([]naming.PBField{{Name: name}})[0] != naming.GoCamelCase(name) {
		return name + "_value"
	}
	return name
}

// resourceStem returns the stem of a resource's file names. Names of files that every service has are taken.
func resourceStem(name, storage string) string {
	return naming.FileStem(name, "service", strings.ToLower(storage), "custom", "server", "enums", "embed", "doc")
}
