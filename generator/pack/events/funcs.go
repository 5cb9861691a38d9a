package events

import (
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"announced":      announced,
		"announcedNames": announcedNames,
		"consumerNames":  consumerNames,
		"consumerOf":     consumerOf,
		"dataType":       dataType,
		"eventImports":   eventImports,
		"handler":        handler,
		"heard":          heard,
		"heardCustom":    heardCustom,
		"keyText":        keyText,
		"reserved":       model.Reserved,
		"sampleKey":      sampleKey,
		"toldDoc":        toldDoc,
		"toldProto":      toldProto,
		"toldRemark":     toldRemark,
		"narrows":        narrows,
		"toldSample":     toldSample,
		"goPackage":      func(s *model.Service) string { return s.PBImport + ";" + s.PBPackage },
		"listensDoc":     listensDoc,
		"messageTypes":   messageTypes,
		"onErrorName":    onErrorName,
		"publishers":     publishers,
		"published":      published,
		"readers":        readers,
		"quoted":         quoted,
		"renamedQueues":  renamedQueues,
		"renames":        renames,
		"renamedTypes":   renamedTypes,
		"testName":       testName,
		"withheldNames":  withheldNames,
		"withheld":       withheld,
	}
}

// published returns the resources of a service that publish events.
func published(s *model.Service) []*model.Resource {
	return slices.DeleteFunc(slices.Clone(s.Resources), func(r *model.Resource) bool { return len(r.Events) == 0 })
}

// announced returns the resources whose state can be published as an update.
func announced(s *model.Service) []*model.Resource {
	return slices.DeleteFunc(published(s), func(r *model.Resource) bool { return r.EventOn(spec.Updated) == nil })
}

// announcedNames returns the names of announced resources as Go strings.
func announcedNames(s *model.Service) string {
	var names []string
	for _, r := range announced(s) {
		names = append(names, r.Name)
	}
	return quoted(names)
}

// heard returns the resources of a service whose events have a consumer in the workspace.
func heard(s *model.Service) []*model.Resource {
	return slices.DeleteFunc(published(s), func(r *model.Resource) bool {
		return !consumed(s.Workspace, func(e *model.Event) bool { return e.Resource == r })
	})
}

// consumed reports whether a consumer of the workspace gets an event.
func consumed(m *model.Model, is func(*model.Event) bool) bool {
	return slices.ContainsFunc(m.Services, func(s *model.Service) bool {
		return slices.ContainsFunc(s.Consumers, func(c *model.Consumer) bool { return slices.ContainsFunc(c.Events, is) })
	})
}

// reader is the queues that get the events of a topic.
type reader struct {
	Topic  string
	Queues []string // shop.orders.forget_product
}

// readers returns the topics that a service publishes to, with the queues of their consumers in the workspace. Those without any are left out.
func readers(s *model.Service) []reader {
	var all []reader
	for _, topic := range s.Topics() {
		r := reader{Topic: topic}
		for _, other := range s.Workspace.Services {
			for _, c := range other.Consumers {
				if slices.Contains(c.Topics(), topic) {
					r.Queues = append(r.Queues, s.Workspace.Name+"."+c.Queue)
				}
			}
		}
		if len(r.Queues) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// renamedQueues returns the consumers of a service whose queues have names that they, or the service, had.
func renamedQueues(s *model.Service) []*model.Consumer {
	return slices.DeleteFunc(slices.Clone(s.Consumers), func(c *model.Consumer) bool { return c.Queue == c.QueueName() })
}

// testName returns the name of a consumer's function in the names of its tests: ForgetProduct.
func testName(c *model.Consumer) string { return strings.ToUpper(c.Func[:1]) + c.Func[1:] }

// eventImports returns the files that the proto file of a service's events imports, sorted.
func eventImports(s *model.Service) []string {
	var imports []string
	if len(published(s)) > 0 {
		imports = append(imports, s.ProtoPath)
	}
	if slices.ContainsFunc(s.Events(), (*model.Event).IsUpdate) {
		imports = append(imports, "google/protobuf/field_mask.proto")
	}
	for _, e := range s.CustomEvents {
		imports = append(imports, toldImports(e)...)
	}
	slices.Sort(imports)
	return slices.Compact(imports)
}

// withheld returns the names of the fields that events leave out, as Go strings: "note", "image".
func withheld(r *model.Resource) string {
	return quoted(r.Unpublished())
}

// withheldNames returns the names of the fields that events leave out, for running text: note, image.
func withheldNames(r *model.Resource) string {
	return strings.ReplaceAll(withheld(r), `"`, "")
}

// consumerOf returns the consumer that a file is about.
func consumerOf(v render.View) *model.Consumer {
	i := slices.IndexFunc(v.Service.Consumers, func(c *model.Consumer) bool { return c.Name == v.ID })
	return v.Service.Consumers[i]
}

// consumerNames returns the names of consumers as Go strings.
func consumerNames(all []*model.Consumer) string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.Name
	}
	return quoted(names)
}

// renames reports whether a consumer of the service had another name.
func renames(s *model.Service) bool {
	return slices.ContainsFunc(s.Consumers, func(c *model.Consumer) bool { return c.Formerly != "" })
}

// dataType returns the Go type of the data that a consumer gets: that of its only event, or else that of all messages.
func dataType(c *model.Consumer) string {
	if c.Foreign != "" {
		return "[]byte"
	}
	if e := c.Single(); e != nil {
		return "*" + e.Service.PBPackage + "." + e.PBName
	}
	return "proto.Message"
}

// handler returns a Go expression for what hands deliveries to the function of a consumer.
func handler(c *model.Consumer) string {
	switch {
	case c.Foreign != "":
		return "event.Raw(" + c.Func + ")"
	case slices.ContainsFunc(publishers(c), (*model.Service).ShortEnums):
		return "event.Spelling(restjson.ProtoEventNames, event.Decoding(" + c.Func + "))"
	}
	return "event.Decoding(" + c.Func + ")"
}

// publishers returns the services whose events the consumers get, by name, without repetition.
func publishers(consumers ...*model.Consumer) []*model.Service {
	var all []*model.Service
	for _, c := range consumers {
		for _, e := range c.Events {
			if s := e.Service; !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	slices.SortFunc(all, func(x, y *model.Service) int { return strings.Compare(x.Name, y.Name) })
	return all
}

// listensDoc says when the function of a consumer is called.
func listensDoc(c *model.Consumer) string {
	if c.Foreign != "" {
		return "is called for each record of the topic " + c.Foreign
	}
	if e := c.Single(); e != nil && e.Custom() {
		return "is called for each event " + e.Ref()
	} else if e != nil {
		return "is called for each " + e.Resource.Title + " that " + e.Happens()
	}
	return "is called for the events of " + c.Listens()
}

// messageTypes returns the full names of the messages that a consumer gets, as Go strings: also those that they had, since events with
// them may be under way.
func messageTypes(c *model.Consumer) string {
	if c.Foreign != "" {
		return quoted([]string{c.Foreign})
	}
	var types []string
	for _, e := range c.Events {
		types = append(types, e.Type())
	}
	for _, e := range c.Events {
		types = append(types, e.Former...)
	}
	return quoted(types)
}

// rename is a name that a message had.
type rename struct{ From, To string }

// renamedTypes returns the names that the messages of a consumer had.
func renamedTypes(c *model.Consumer) []rename {
	var all []rename
	for _, e := range c.Events {
		for _, was := range e.Former {
			all = append(all, rename{was, e.Type()})
		}
	}
	return all
}

// quoted returns texts as Go strings with commas between them.
func quoted(texts []string) string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = strconv.Quote(t)
	}
	return strings.Join(all, ", ")
}

// onErrorName returns the constant of package inbox for what becomes of an event that a consumer cannot handle.
func onErrorName(c *model.Consumer) string {
	return map[spec.OnError]string{spec.DeadLetter: "DeadLetter", spec.Block: "Block", spec.Drop: "Drop"}[c.OnError]
}

// unrename gives consumers the names of the last run.
func unrename(s *spec.Service, was map[string]string) *spec.Service {
	old := *s
	old.Consumers = slices.Clone(s.Consumers)
	for i, c := range old.Consumers {
		if name, ok := was[c.Name]; ok {
			renamed := *c
			renamed.Name, renamed.RenamedFrom = name, ""
			old.Consumers[i] = &renamed
		}
	}
	return &old
}
