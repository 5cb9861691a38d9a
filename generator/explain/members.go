package explain

import (
	"cmp"
	"path"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Action explains an action of a resource, or a method of a service.
type Action struct {
	Name    string      `json:"name"`
	Does    string      `json:"does"` // status draft -> active, sets publish_time
	Route   model.Route `json:"route"`
	Request string      `json:"request"` // shop.catalog.v1.PublishProductRequest
	Answers string      `json:"answers"` // shop.catalog.v1.Product
	Event   string      `json:"event,omitempty"`
	Code    string      `json:"code,omitempty"` // repriceProduct in services/catalog/internal/catalog/product.reprice.go
}

// Job explains a job of a service.
type Job struct {
	Name     string `json:"name"`
	Schedule string `json:"schedule"`         // 0 3 * * *; "" if only people start it
	Timeout  string `json:"timeout"`          // 1h
	Purges   string `json:"purges,omitempty"` // product, 30d after it is deleted
	Code     string `json:"code,omitempty"`   // expireDrafts in services/catalog/internal/catalog/expire_drafts.job.go
	Program  string `json:"program"`          // catalog-job
}

// Event explains an event that code of the user publishes.
type Event struct {
	Name    string   `json:"name"`
	Go      string   `json:"go"`      // catalog.StockLow
	Message string   `json:"message"` // shop.catalog.v1.StockLow
	Fields  []string `json:"fields"`  // string product = 1;
	Topic   string   `json:"topic"`
	Key     string   `json:"key"`             // the field that says whom it is about
	About   string   `json:"about,omitempty"` // the resource that the key refers to: catalog.product
	Heard   []string `json:"heard,omitempty"` // orders.index: consumers of the workspace
	Program string   `json:"program"`         // catalog-worker
}

// Consumer explains a consumer of a service.
type Consumer struct {
	Name    string   `json:"name"`
	On      string   `json:"on"` // catalog.product.deleted
	Topics  []string `json:"topics"`
	OnError string   `json:"on_error"` // dlq
	From    string   `json:"from"`     // start or now
	Code    string   `json:"code"`     // forgetProduct in services/orders/internal/consumers/forget_product.go
	Program string   `json:"program"`  // orders-worker
}

func explainAction(m *model.Method) *Action {
	r := m.Resource
	pkg := r.Service.ProtoPackage + "."
	e := &Action{Name: string(m.Name), Does: actionText(m.Action), Request: pkg + m.Request, Answers: pkg + m.Response}
	for _, route := range r.Service.Routes() {
		if route.RPC == m.RPC {
			e.Route = route
		}
	}
	if event := r.EventOf(m); event != nil {
		e.Event = eventText(event)
	}
	if m.Action.Own {
		e.Code = m.Action.Body + " in " + path.Join(r.Service.Dir, "internal", r.Service.Package, m.FileName()+".go")
	}
	return e
}

func explainJob(s *model.Service, j *model.Job) *Job {
	e := &Job{Name: j.Name, Schedule: j.Schedule, Timeout: spec.FormatTimeout(j.Timeout), Program: s.JobProgram().Name}
	if p := j.Purge; p != nil {
		e.Purges = p.Resource.Name + ", " + spec.FormatPurgeAfter(p.After) + " after it is deleted"
		return e
	}
	e.Code = j.Func + " in " + path.Join(s.Dir, "internal", s.Package, j.FileName+".job.go")
	return e
}

func explainEvent(s *model.Service, event *model.Event) *Event {
	e := &Event{
		Name: event.Name, Go: s.Package + "." + event.GoName, Message: event.Type(), Topic: event.Topic, Key: event.Key.Name,
		Heard: listeners(event), Program: s.Worker().Name,
	}
	for _, f := range event.Data.Fields {
		e.Fields = append(e.Fields, f.ProtoDecl())
	}
	if event.About != nil {
		e.About = s.Name + "." + event.About.Name
	}
	return e
}

func explainConsumer(s *model.Service, c *model.Consumer) *Consumer {
	e := &Consumer{
		Name: c.Name, On: c.Listens(), Topics: c.Topics(), OnError: string(cmp.Or(c.OnError, spec.DeadLetter)), From: "start", Program: s.Worker().Name,
		Code: c.Func + " in " + path.Join(s.Dir, "internal", "consumers", c.FileName+".go"),
	}
	if c.FromNow {
		e.From = "now"
	}
	return e
}

// memberPath explains a method, a job, an event or a consumer of a service; nil if it has none of the name.
func memberPath(s *model.Service, path, name string) *Explanation {
	if j := s.Job(name); j != nil {
		return &Explanation{Path: path, Job: explainJob(s, j)}
	}
	if m := s.OwnMethod(name); m != nil {
		return &Explanation{Path: path, Method: explainAction(m)}
	}
	if e := s.CustomEvent(name); e != nil {
		return &Explanation{Path: path, Event: explainEvent(s, e)}
	}
	if c := s.Consumer(name); c != nil {
		return &Explanation{Path: path, Consumer: explainConsumer(s, c)}
	}
	return nil
}

// memberNames returns the names of the methods, jobs, events and consumers of a service.
func memberNames(s *model.Service) []string {
	var names []string
	for _, m := range s.OwnMethods {
		names = append(names, string(m.Name))
	}
	for _, j := range s.Jobs {
		names = append(names, j.Name)
	}
	for _, e := range s.CustomEvents {
		names = append(names, e.Name)
	}
	for _, c := range s.Consumers {
		names = append(names, c.Name)
	}
	return names
}
