package spec

import (
	"slices"
	"strings"
)

// readUses reads the names of the services that a service calls.
func (s *serviceDecl) readUses(e entry) {
	for _, i := range s.words(e) {
		switch f := nameFault("service", i.text); {
		case !f.ok():
			s.add(i.at.pos(), f.hint, "%s", f.msg)
		case i.text == s.Name:
			s.add(i.at.pos(), "leave it out", "service %s uses itself", quote(s.Name))
		case slices.ContainsFunc(s.Uses, func(u *Use) bool { return u.Service == i.text }):
			s.add(i.at.pos(), "", "service %s is named twice", quote(i.text))
		default:
			s.Uses = append(s.Uses, &Use{Pos: i.at.pos(), Service: i.text})
		}
	}
}

// linkServices resolves what services say about each other, once all of them are read.
func (p *parse) linkServices() {
	for _, s := range p.services {
		for _, u := range s.Uses {
			p.linkUse(s, u)
		}
		for _, r := range s.resources {
			for _, d := range r.decls {
				if !d.skip && d.Type == Ref && d.RefService != "" {
					p.linkRemote(s, d)
				}
			}
		}
	}
	p.checkCycles()
}

func (p *parse) linkUse(s *serviceDecl, u *Use) {
	if p.service(u.Service) == nil {
		p.add(u.Pos, DidYouMean(u.Service, p.serviceNames()), "there is no service %s", quote(u.Service))
		return
	}
	p.checkClientName(s, u.Service, u.Pos)
}

// linkRemote checks a reference to another service.
func (p *parse) linkRemote(s *serviceDecl, d *decl) {
	at := d.ofAt.pos()
	if d.RefService == s.Name {
		p.add(at, "write ref="+d.Ref, "%s is in the same service", quote(d.RefText()))
		return
	}
	if a, ok := d.find("on_delete"); ok {
		p.add(a.keyAt.pos(), "leave it out; soft_delete there keeps what others refer to", "on_delete is about a foreign key, and none leads to another service")
	}
	of := p.service(d.RefService)
	if of == nil {
		p.add(at, DidYouMean(d.RefService, p.serviceNames()), "there is no service %s", quote(d.RefService))
		return
	}
	i := slices.IndexFunc(of.Resources, func(r *Resource) bool { return r.Name == d.Ref })
	if i < 0 {
		names := make([]string, len(of.Resources))
		for i, r := range of.Resources {
			names[i] = r.Name
		}
		p.add(d.ofAt.plus(len(d.RefService)+1).pos(), DidYouMean(d.Ref, names), "service %s has no resource %s", quote(of.Name), quote(d.Ref))
		return
	}
	if to := of.Resources[i]; !slices.Contains(to.Methods, Get) {
		p.add(at, withMethod(to, Get)+" in "+d.RefText(), "%s has no method get, which tells whether one is there", quote(d.RefText()))
	}
	p.checkClientName(s, d.RefService, at)
}

// checkClientName reports a service whose Go package has the name of the client package of a service that it calls.
func (p *parse) checkClientName(s *serviceDecl, of string, at Pos) {
	squeeze := func(name string) string { return strings.ReplaceAll(name, "_", "") }
	if squeeze(s.Name) == squeeze(of)+"client" {
		p.add(at, "rename one of them", "service %s has the name of the Go package with which %s is called", quote(s.Name), quote(of))
	}
}

// service finds a service, one that was read or the Identity of a spec with sessions; nil if there is none of the name.
func (p *parse) service(name string) *Service {
	if name == Identity && p.spec.Sessions != nil {
		s := identity(p.spec.Sessions.Pos, p.spec.Sessions) // whatever the user has written of it
		s.Resources = slices.DeleteFunc(s.Resources, func(r *Resource) bool { return len(r.Methods) == 0 })
		return s
	}
	for _, s := range p.services {
		if s.Name == name {
			return s.Service
		}
	}
	return nil
}

// serviceNames are the names of the services that others can refer to.
func (p *parse) serviceNames() []string {
	var names []string
	for _, s := range p.services {
		if s.Name != Identity {
			names = append(names, s.Name)
		}
	}
	if p.spec.Sessions != nil {
		names = append(names, Identity)
	}
	return names
}

// cycles finds cycles of required references: no resource of a cycle could ever be created first.
type cycles struct {
	*parse
	state map[*resourceDecl]int
	path  []owned
}

// owned is a resource with its service.
type owned struct {
	service  *serviceDecl
	resource *resourceDecl
}

// The states of a resource while cycles are looked for.
const (
	open = 1 + iota
	done
)

func (p *parse) checkCycles() {
	c := &cycles{parse: p, state: map[*resourceDecl]int{}}
	for _, s := range p.services {
		for _, r := range s.resources {
			if c.state[r] == 0 {
				c.visit(owned{s, r})
			}
		}
	}
}

func (c *cycles) visit(from owned) {
	c.state[from.resource] = open
	c.path = append(c.path, from)
	for _, d := range from.requires() {
		if d.skip || d.Type != Ref || d.Optional {
			continue
		}
		to, ok := c.target(from.service, d)
		switch {
		case !ok:
		case c.state[to.resource] == open:
			cycle := append(slices.Clone(c.path[slices.Index(c.path, to):]), to)
			c.add(d.at.pos(), "make one of the references optional", "required references form a cycle (%s): none of these resources can ever be created", cycleText(cycle))
		case c.state[to.resource] == 0:
			c.visit(to)
		}
	}
	c.path = c.path[:len(c.path)-1]
	c.state[from.resource] = done
}

// requires returns the fields that must be set when the resource is created: its own, and those of children without which it is not
// valid.
func (o owned) requires() []*decl {
	decls := slices.Clone(o.resource.decls)
	for _, r := range o.service.resources {
		if c := r.Child; c != nil && c.Of == o.resource.Name && c.MinItems > 0 {
			decls = append(decls, r.decls...)
		}
	}
	return decls
}

// target is the resource that a field refers to; ok is false if there is none.
func (c *cycles) target(from *serviceDecl, d *decl) (to owned, ok bool) {
	for _, s := range c.services {
		if s != from && s.Name != d.RefService || s == from && d.RefService != "" {
			continue
		}
		for _, r := range s.resources {
			if r.Name == d.Ref && r.Child == nil {
				return owned{s, r}, true
			}
		}
	}
	return owned{}, false
}

// cycleText writes a cycle: order -> product -> order, with services if there are several.
func cycleText(cycle []owned) string {
	several := slices.ContainsFunc(cycle, func(o owned) bool { return o.service != cycle[0].service })
	names := make([]string, len(cycle))
	for i, o := range cycle {
		names[i] = o.resource.Name
		if several {
			names[i] = o.service.Name + "." + names[i]
		}
	}
	return strings.Join(names, " -> ")
}
