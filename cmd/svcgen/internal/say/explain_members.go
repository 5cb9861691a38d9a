package say

import (
	"cmp"
	"strings"

	"github.com/svcgen/svcgen/generator/explain"
	"github.com/svcgen/svcgen/generator/model"
)

func (r *Report) explainAction(what, path string, a *explain.Action) {
	r.outf("%s %s\n", what, path)
	r.pair("does", a.Does)
	r.routes("route", []model.Route{a.Route})
	r.pair("request", a.Request)
	r.pair("answers", a.Answers)
	r.rules([]model.Route{a.Route})
	if a.Event != "" {
		r.pair("event", a.Event)
	}
	if a.Code != "" {
		r.pair("your code", a.Code)
	}
}

func (r *Report) explainJob(path string, j *explain.Job) {
	r.outf("job %s\n", path)
	r.pair("schedule", cmp.Or(j.Schedule, "none: somebody starts it"))
	r.pair("timeout", j.Timeout)
	if j.Purges != "" {
		r.pair("purges", j.Purges)
	}
	if j.Code != "" {
		r.pair("your code", j.Code)
	}
	r.pair("run it", j.Program+" "+j.Name)
}

func (r *Report) explainEvent(path string, e *explain.Event) {
	r.outf("event %s\n", path)
	r.pair("go", e.Go)
	r.pair("message", e.Message)
	r.pairs("fields", e.Fields)
	r.pair("topic", e.Topic)
	r.pair("key", e.Key)
	if e.About != "" {
		r.pair("about", e.About)
	}
	r.pairs("heard by", e.Heard)
	r.pair("program", e.Program)
}

func (r *Report) explainConsumer(path string, c *explain.Consumer) {
	r.outf("consumer %s\n", path)
	r.pair("on", c.On)
	r.pair("topics", strings.Join(c.Topics, ", "))
	r.pair("on_error", c.OnError)
	r.pair("from", c.From)
	r.pair("your code", c.Code)
	r.pair("program", c.Program)
}
