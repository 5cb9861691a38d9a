package compat

import (
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// messages compares what an action takes and answers with the last run.
func (c *comparison) messages(m model.Method, sa *spec.Action, before *ledger.Action) {
	name := m.Resource.Name + "." + string(m.Name)
	c.message(m.Action.Request, sa.Request, name, sa.Pos, &before.Request)
	was, is := len(before.Returns.Fields) > 0, m.Action.Returns != nil
	switch {
	case was && !is:
		c.add(sa.Pos, true, "add an action of another name", "%s answers with the %s now, was a message of its own", name, m.Resource.Title)
	case is && !was:
		c.add(sa.Pos, true, "add an action of another name", "%s answers with a message of its own now, was the %s", name, m.Resource.Title)
	default:
		c.answer(m.Action.Returns, sa.Returns, name)
	}
}

// message compares the fields that clients send. now is nil if there are none.
func (c *comparison) message(now *model.Resource, sm *spec.Message, action string, at spec.Pos, before *ledger.Message) {
	stays := map[string]bool{}
	if now != nil {
		for i, f := range now.Fields {
			pos, what := sm.Fields[i].Pos, action+": "+f.Name
			switch {
			case f.Before == nil && f.Required:
				c.add(pos, false, "add optional or default=…", "%s is new and required", what)
			case f.Before != nil && !c.fieldType(f, pos, what, false):
				c.fieldInput(f, pos, what)
			}
			stays[f.Name] = true
		}
	}
	for _, f := range before.Fields {
		if !stays[f.Name] {
			c.add(at, false, "keep it, optional, until no client sends it", "%s: %s is gone, and clients may send it", action, f.Name)
		}
	}
}

// answer compares the fields of an answer of its own. now is nil if there is none.
func (c *comparison) answer(now *model.Resource, sm *spec.Message, action string) {
	if now == nil {
		return
	}
	for i, f := range now.Fields {
		if f.Before != nil {
			c.fieldType(f, sm.Fields[i].Pos, action+": "+f.Name, false)
		}
	}
}
