package spec

import (
	"slices"
	"strings"
)

var consumerKeys = []string{"on", "topic", "on_error", "from", "renamed_from"}

// readConsumers reads what a service does about events. Whether these are published is known when all services are read.
func (s *serviceDecl) readConsumers(e entry) {
	if n := e.value; n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0 {
		s.add(e.key.pos(), "consumers: {forget_product: catalog.product.deleted}", "service %s has no consumers under consumers", quote(s.Name))
		return
	}
	seen := map[string]string{}
	for _, c := range s.entries(e.value, `"consumers"`) {
		name := c.key.text
		if f := nameFault("consumer", name); !f.ok() {
			s.add(c.key.pos(), f.hint, "%s", f.msg)
		} else if before := collision(seen, name); before != "" {
			s.add(c.key.pos(), "rename one of them", "consumers %s and %s have the same name in Go", quote(before), quote(name))
		}
		consumer := &Consumer{Pos: c.key.pos(), Name: name}
		s.Consumers = append(s.Consumers, consumer)
		s.readConsumer(consumer, c)
	}
}

func (s *serviceDecl) readConsumer(c *Consumer, e entry) {
	if e.value.kind != mapping {
		s.readOn(c, e)
		return
	}
	found := false
	for _, k := range s.entries(e.value, "consumer "+quote(c.Name)) {
		switch k.key.text {
		case "on":
			found = true
			s.readOn(c, k)
		case "topic":
			found = true
			s.readTopic(c, k)
		case "on_error":
			s.readOnError(c, k)
		case "from":
			switch {
			case !k.value.scalar() || k.value.text != "start" && k.value.text != "now":
				s.add(k.value.pos(), "start: with the oldest event that there is; now: with what is published from now on", "from must be start or now")
			case k.value.text == "now":
				c.FromNow = true
			default:
				c.StartPos = k.value.pos()
			}
		case "renamed_from":
			c.RenamedFrom = s.renamedFrom(k, "consumer", c.Name)
		case "concurrency":
			s.add(k.key.pos(), strings.ToUpper(s.Name)+"_CONSUMER_WORKERS="+orElse(k.value.text, "8"), "concurrency is a setting")
		default:
			s.unknown(k.key.pos(), "key", k.key.text, inConsumer, consumerKeys)
		}
	}
	if c.Topic != "" && len(c.On) > 0 {
		s.add(c.TopicPos, "a consumer for each", "consumer %s has both on and topic", quote(c.Name))
	}
	if !found {
		s.add(c.Pos, "on: catalog.product.deleted", "consumer %s listens to nothing", quote(c.Name))
	}
}

func (s *serviceDecl) readOnError(c *Consumer, e entry) {
	switch {
	case !e.value.scalar():
		s.unfit(e, "a word")
	case !slices.Contains(onErrors(), OnError(e.value.text)):
		s.add(e.value.pos(), "every failure is tried again first; then dlq, block or drop", "unknown on_error %s", quote(e.value.text))
	default:
		c.OnError = OnError(e.value.text)
	}
}

// readOn reads one event or a list of them.
func (s *serviceDecl) readOn(c *Consumer, e entry) {
	var items []item
	switch {
	case e.value.kind == list:
		items = s.words(e)
		if len(e.value.items) == 0 {
			s.add(e.key.pos(), c.Name+": catalog.product.deleted", "consumer %s listens to nothing", quote(c.Name))
		}
	case e.value.scalar():
		items = []item{{e.value.text, place{node: e.value}}}
	default:
		s.unfit(e, "an event such as catalog.product.deleted")
	}
	for _, i := range items {
		parts := strings.Split(i.text, ".")
		if slices.ContainsFunc(parts, func(p string) bool { return !isName(p) }) || len(parts) > 3 {
			s.add(i.at.pos(), "write SERVICE.RESOURCE.EVENT, or SERVICE.RESOURCE for all of its events", "%s is not an event", quote(i.text))
			continue
		}
		ref := EventRef{Pos: i.at.pos(), Service: parts[0]}
		if len(parts) > 1 {
			ref.Resource = parts[1]
		}
		if len(parts) > 2 {
			ref.Event = parts[2]
		}
		c.On = append(c.On, ref)
	}
}

// linkConsumer checks that what a consumer listens to is published.
func (p *parse) linkConsumer(c *Consumer) {
	seen := map[string]bool{}
	kept := c.On[:0:0]
	for _, ref := range c.On {
		ref, ok := p.linkEvent(ref)
		if !ok {
			continue
		}
		if seen[ref.Text()] {
			p.add(ref.Pos, "", "%s is named twice", quote(ref.Text()))
		}
		seen[ref.Text()] = true
		kept = append(kept, ref)
	}
	c.On = kept
	for _, ref := range c.On {
		if ref.Event != "" && seen[ref.Service+"."+ref.Resource] {
			p.add(ref.Pos, "leave it out", "%s.%s has %s in it", ref.Service, ref.Resource, quote(ref.Event))
		}
	}
}

// linkEvent finds what a reference means. ok is false if it means nothing that is published, which is reported.
func (p *parse) linkEvent(ref EventRef) (linked EventRef, ok bool) {
	of := p.service(ref.Service)
	switch {
	case of == nil || ref.Resource == "":
		p.lacksService(ref)
		return ref, false
	case of.CustomEvent(ref.Resource) != nil && ref.Event != "":
		p.add(ref.Pos, "write "+ref.Service+"."+ref.Resource, "%s.%s is an event, and has none", ref.Service, ref.Resource)
		return ref, false
	case of.CustomEvent(ref.Resource) != nil:
		ref.Resource, ref.Event = "", ref.Resource
		return ref, true
	}
	return ref, p.linkResourceEvent(of, ref)
}

// linkResourceEvent reports whether a resource of a service publishes an event.
func (p *parse) linkResourceEvent(of *Service, ref EventRef) bool {
	i := slices.IndexFunc(of.Resources, func(r *Resource) bool { return r.Name == ref.Resource })
	if i < 0 {
		what, names := "resource", make([]string, 0, len(of.Resources)+len(of.Events))
		for _, r := range of.Resources {
			names = append(names, r.Name)
		}
		for _, e := range of.Events {
			what, names = "resource or event", append(names, e.Name)
		}
		p.add(ref.Pos, DidYouMean(ref.Resource, names), "service %s has no %s %s", quote(of.Name), what, quote(ref.Resource))
		return false
	}
	r := of.Resources[i]
	name := of.Name + "." + r.Name
	switch {
	case len(r.Events) == 0:
		hint := "created, updated, deleted"
		if ref.Event != "" {
			hint = ref.Event
		}
		p.add(ref.Pos, "add events: ["+hint+"] to it in "+ServiceFile(of.Name), "%s publishes no events", name)
	case ref.Event != "" && r.Event(ref.Event) == nil:
		names := make([]string, len(r.Events))
		for i, e := range r.Events {
			names[i] = e.Name
		}
		p.add(ref.Pos, orElse(DidYouMean(ref.Event, names), "add it to events in "+ServiceFile(of.Name)), "%s does not publish %s", name, quote(ref.Event))
	default:
		return true
	}
	return false
}

// lacksService reports a reference whose first word is no service.
func (p *parse) lacksService(ref EventRef) {
	for _, s := range p.services {
		if s.resource(ref.Service) != nil || s.CustomEvent(ref.Service) != nil {
			text := ref.Service
			if ref.Resource != "" {
				text += "." + ref.Resource
			}
			p.add(ref.Pos, s.Name+"."+text, "%s lacks its service", quote(text))
			return
		}
	}
	if p.service(ref.Service) != nil {
		p.add(ref.Pos, "write SERVICE.RESOURCE.EVENT, or SERVICE.RESOURCE for all of its events", "%s is a service, not an event", quote(ref.Service))
		return
	}
	p.add(ref.Pos, DidYouMean(ref.Service, p.serviceNames()), "there is no service %s", quote(ref.Service))
}

// linkEvents checks consumers and cascades, once all services are read.
func (p *parse) linkEvents() {
	for _, s := range p.services {
		for _, r := range s.Resources {
			p.checkCascades(s, r)
		}
		for _, c := range s.Consumers {
			p.linkConsumer(c)
			p.linkTopic(c)
			p.linkStart(c)
		}
	}
}
