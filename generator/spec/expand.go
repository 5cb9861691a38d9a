package spec

import (
	"slices"
	"strings"
)

// readExpand reads the references that clients can have read with the resource: expand: [category].
func (s *serviceDecl) readExpand(r *resourceDecl, e entry) {
	items := s.words(e)
	if e.value.kind == list && len(items) == 0 {
		s.add(e.key.pos(), "expand: [category]", "resource %s has no references under expand", quote(r.Name))
	}
	for _, i := range items {
		if slices.ContainsFunc(r.expand, func(have item) bool { return have.text == i.text }) {
			s.add(i.at.pos(), "", "field %s is named twice", quote(i.text))
			continue
		}
		r.expand = append(r.expand, i)
	}
}

// linkExpand checks what stands under expand, once all services are read.
func (p *parse) linkExpand() {
	for _, s := range p.services {
		for _, r := range s.resources {
			for _, i := range r.expand {
				if p.expandable(s, r, i) {
					r.Expand = append(r.Expand, i.text)
				}
			}
			if len(r.Expand) > 0 {
				p.checkExpanding(s, r)
			}
		}
	}
}

// expandable reports whether a field can be expanded, and adds a problem if not.
func (p *parse) expandable(s *serviceDecl, r *resourceDecl, i item) bool {
	at := slices.IndexFunc(r.decls, func(d *decl) bool { return d.Name == i.text })
	if at < 0 {
		var refs []string
		for _, d := range r.decls {
			if d.Type == Ref {
				refs = append(refs, d.Name)
			}
		}
		hint := DidYouMean(i.text, refs)
		if _, _, dotted := strings.Cut(i.text, "."); dotted {
			hint = "what children refer to stands below them: children: {line: {expand: [product]}}"
		}
		p.add(i.at.pos(), hint, "resource %s has no field %s", quote(r.Name), quote(i.text))
		return false
	}
	d := r.decls[at]
	switch {
	case d.skip:
		return false // reported already
	case d.Type != Ref:
		p.add(i.at.pos(), "only references are expanded: "+d.Name+": ref=category", "field %s is no reference", quote(d.Name))
		return false
	}
	of := s.Service
	if d.RefService != "" {
		of = p.service(d.RefService)
	}
	if of == nil || of.Resource(d.Ref) == nil {
		return false // reported already
	}
	to, name := of.Resource(d.Ref), d.RefText()
	switch {
	case !slices.Contains(to.Methods, Get):
		p.add(i.at.pos(), withMethod(to, Get)+" in "+name+"; the rule of get says who sees one", "%s cannot be expanded: %s has no method get", quote(d.Name), quote(name))
		return false
	case d.RefService != "" && !slices.Contains(to.Methods, BatchGet):
		p.add(i.at.pos(), withMethod(to, BatchGet)+" in "+name+", so that one call reads those of a page", "%s cannot be expanded: %s has no method batch_get", quote(d.Name), quote(name))
		return false
	}
	return true
}

// checkExpanding checks the resource whose references are expanded.
func (p *parse) checkExpanding(s *serviceDecl, r *resourceDecl) {
	reads := func(m Method) bool { return m == Get || m == List || m == BatchGet }
	of := r.Resource
	if r.Child != nil {
		of = s.Resource(r.Child.Of)
	}
	if !slices.ContainsFunc(of.Methods, reads) {
		p.add(r.expand[0].at.pos(), "add get or list to methods", "expand is for reading, and %s has no method that reads", quote(of.Name))
	}
	const taken = "the message of a resource with expand has a member of that name"
	for _, d := range r.decls {
		if d.Name == Expanded {
			p.add(d.Pos, taken+"; choose another name", "field name %s is reserved here", quote(Expanded))
		}
	}
	for _, c := range r.Children {
		if orElse(c.Plural, c.Child.Key) == Expanded {
			p.add(c.Pos, taken+"; choose another name", "the name of the list, %s, is reserved here", quote(Expanded))
		}
	}
}

// Expanded is the member of a resource's message that holds what its references lead to.
const Expanded = "expanded"

// expandSchema is the schema of expand in a resource or a child.
func expandSchema(doc string) object {
	return object{
		"type": "array", "items": object{"type": "string", "pattern": namePattern, "maxLength": maxName}, "minItems": 1, "uniqueItems": true,
		"description": doc,
	}
}
