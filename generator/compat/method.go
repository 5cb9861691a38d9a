package compat

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// ownMethods compares the methods of the service that belong to no resource with the last run.
func (c *comparison) ownMethods(hadRules bool) {
	stays := map[string]bool{}
	for i, m := range c.service.OwnMethods {
		before := c.old.Method(m.Action.Was)
		if before == nil {
			continue
		}
		stays[before.Name] = true
		sm := c.spec.Methods[i]
		name := string(m.Name)
		switch {
		case before.Name != name:
			c.add(sm.Pos, false, "add "+name+" as a new method, and remove "+before.Name+" when no client calls it", "method %s is called %s now", before.Name, name)
			continue
		case before.Path != m.Path:
			c.add(sm.Pos, false, "keep the path", "method %s is at %s now, was %s", name, m.Path, before.Path)
		}
		c.message(m.Action.Request, sm.Request, name, sm.Pos, &before.Request)
		if was, is := len(before.Returns.Fields) > 0, m.Action.Returns != nil; was != is {
			c.add(sm.Pos, true, "add a method of another name", "method %s answers with another message now", name)
		} else {
			c.answer(m.Action.Returns, sm.Returns, name)
		}
		c.methodRule(m, before.Allow, hadRules)
	}
	for _, before := range c.old.Methods {
		if !stays[before.Name] {
			c.add(c.spec.Pos, false, hintUncalled, "method %s is gone", before.Name)
		}
	}
}

// methodRule reports that fewer callers may call a method.
func (c *comparison) methodRule(m model.Method, was []string, hadRules bool) {
	if m.Rule == nil || !hadRules {
		return
	}
	if was == nil {
		was = []string{spec.Anyone}
	}
	if loses(was, m.Rule.Words) && !slices.Equal(was, m.Rule.Words) {
		c.add(m.Rule.Pos, false, "keep the callers until none of them calls it", "method %s is for %s now, was for %s",
			m.Name, strings.Join(m.Rule.Words, ", "), strings.Join(was, ", "))
	}
}
