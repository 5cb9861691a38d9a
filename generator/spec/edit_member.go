package spec

import (
	"slices"
	"strings"
)

// RenameMember renames an action, a method, a job, an event or a consumer. from is the name that its code has, written as renamed_from; "" if
// none was generated. Events of a renamed action keep their names, so that those who listen go on; consumers of a renamed event follow it. It
// returns the changed files, first that in which the member is; errors are those of Rename.
func RenameMember(sources []Source, at Member, to, from string) ([]Source, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return nil, err
	}
	if err := e.hasMember(at); err != nil {
		return nil, err
	}
	for _, have := range e.service.Members(at.Kind, at.Resource) {
		if have.Name == to {
			return nil, e.problem(have.Pos, "choose another name", "there is %s %s %s already", article(at.Kind), at.Kind, quote(to))
		}
	}
	if f := nameFault(string(at.Kind), to); !f.ok() {
		return nil, f.err()
	}
	now := at
	now.Name = to
	consumers := func(p *patch, service *node) {
		if at.Kind == EventMember { // consumers name one as they name a resource
			p.followEvents(service, Target{Service: at.Service, Resource: at.Name}, Target{Service: at.Service, Resource: to})
		}
	}
	return e.takeAll(at.Service, []step{
		consumers,
		func(p *patch, service *node) { p.key(membersOf(service, at), at.Name, to) },
		func(p *patch, service *node) {
			for _, w := range ruleWords(resourceNode(service, at.Resource), at) {
				p.put(w, to)
			}
		},
		func(p *patch, service *node) {
			words, _ := idempotentWords(service, at)
			for _, w := range words {
				p.put(w, to)
			}
		},
		func(p *patch, service *node) { p.followEvent(resourceNode(service, at.Resource), at, to) },
		func(p *patch, service *node) { p.formerMember(child(membersOf(service, now), to), at.Kind, from) },
	}, consumers)
}

// RemoveMember removes an action, a method, a job, an event or a consumer, and the events and the rule of an action. It returns the changed file; errors are
// those of Remove.
func RemoveMember(sources []Source, at Member) (Source, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return Source{}, err
	}
	if err := e.hasMember(at); err != nil {
		return Source{}, err
	}
	if problems := e.listeners(at); len(problems) > 0 {
		return Source{}, problems
	}
	holder := func(service *node) *node { return holderOf(service, at) }
	return e.take(at.Service, []step{
		func(p *patch, service *node) {
			all := membersOf(service, at)
			i := slices.IndexFunc(all.entries, func(e entry) bool { return e.key.text == at.Name })
			p.dropThose(holder(service), at.Kind.key(), []int{i})
		},
		func(p *patch, service *node) { p.dropEvent(holder(service), at) },
		func(p *patch, service *node) { p.dropRule(holder(service), at) },
		func(p *patch, service *node) {
			_, items := idempotentWords(service, at)
			p.dropThose(holder(service), "idempotent", items)
		},
	})
}

func article(k MemberKind) string {
	if k == ActionMember || k == EventMember {
		return "an"
	}
	return "a"
}

// hasMember returns an error if there is no such member.
func (e *editor) hasMember(at Member) error {
	of := "service " + quote(at.Service)
	if at.Kind == ActionMember {
		if _, err := e.resource(at.Resource); err != nil {
			return err
		}
		of = "resource " + quote(at.Resource)
	}
	var names []string
	for _, m := range e.service.Members(at.Kind, at.Resource) {
		if m.Name == at.Name {
			return nil
		}
		names = append(names, m.Name)
	}
	hint := orElse(DidYouMean(at.Name, names), known(names, ""))
	return Problem{Msg: of + " has no " + string(at.Kind) + " " + quote(at.Name), Hint: hint}
}

// holderOf is the mapping that has the members of the kind.
func holderOf(service *node, at Member) *node {
	if at.Kind == ActionMember {
		return resourceNode(service, at.Resource)
	}
	return service
}

func membersOf(service *node, at Member) *node { return child(holderOf(service, at), at.Kind.key()) }

// listeners reports the consumers of an event, or of that of an action.
func (e *editor) listeners(at Member) Problems {
	hears := func(on EventRef) bool { return on.Resource == "" && on.Event == at.Name }
	if at.Kind == ActionMember {
		r := e.service.Resource(at.Resource)
		i := slices.IndexFunc(r.Events, func(event *Event) bool { return event.On == at.Name })
		if i < 0 {
			return nil
		}
		hears = func(on EventRef) bool { return on.Resource == at.Resource && on.Event == r.Events[i].Name }
	} else if at.Kind != EventMember {
		return nil
	}
	used := &report{}
	for _, s := range e.spec.Services {
		for _, c := range s.Consumers {
			for _, on := range c.On {
				if on.Service == at.Service && hears(on) {
					used.add(on.Pos, "run svcgen remove consumer "+s.Name+" "+c.Name+" first, or delete the event there",
						"consumer %s of %s listens to %s", quote(c.Name), s.Name, quote(on.Text()))
				}
			}
		}
	}
	return used.finish(e.texts())
}

// formerMember writes the former name of a member, or removes one that has no meaning any more.
func (p *patch) formerMember(n *node, kind MemberKind, from string) {
	switch {
	case n == nil:
		p.failed = true
	case from == "" && n.kind == mapping:
		p.dropEntry(n, "renamed_from")
	case from == "":
	case n.kind == mapping && child(n, "renamed_from") != nil:
		p.put(whole(child(n, "renamed_from")), from)
	case n.kind == mapping:
		p.add(n, "renamed_from", &node{kind: text, text: from})
	default:
		short := map[MemberKind]string{ActionMember: "transition", JobMember: "schedule", ConsumerMember: "on"}
		p.spellOut(n, short[kind], from)
	}
}

// spellOut turns the short form of a member into the long one, with a former name.
func (p *patch) spellOut(n *node, key, from string) {
	start := p.src.start(n)
	end, ok := p.src.end(n)
	if !ok || n.quote == '|' || n.kind == list && !n.flow {
		p.failed = true
		return
	}
	value := p.src.text[start:end]
	if n.scalar() && n.quote == 0 {
		value = flowScalar(n.text)
	}
	p.change(start, end, "{"+key+": "+value+", renamed_from: "+from+"}")
	was := *n
	*n = node{src: n.src, kind: mapping, flow: true, line: n.line, col: n.col, entries: []entry{
		{&node{kind: text, text: key}, &was},
		{&node{kind: text, text: "renamed_from"}, &node{kind: text, text: from}},
	}}
}

// eventOf finds the event of an action among those of its resource; -1 if it has none.
func eventOf(resource *node, at Member) (events *node, i int) {
	events = child(resource, "events")
	if at.Kind != ActionMember || events == nil {
		return nil, -1
	}
	return events, slices.IndexFunc(events.items, func(n *node) bool {
		words := strings.Fields(n.text)
		return len(words) > 0 && words[0] == at.Name
	})
}

// followEvent changes what an event is about. The event keeps its name.
func (p *patch) followEvent(resource *node, at Member, to string) {
	events, i := eventOf(resource, at)
	if i < 0 {
		return
	}
	words := strings.Fields(events.items[i].text)
	if name := words[len(words)-1]; name != to {
		to += " as " + name
	}
	p.put(whole(events.items[i]), to)
}

func (p *patch) dropEvent(resource *node, at Member) {
	if _, i := eventOf(resource, at); i >= 0 {
		p.dropThose(resource, "events", []int{i})
	}
}

// ruleWords are the words that name an action in the rules of its resource.
func ruleWords(resource *node, at Member) []span {
	if at.Kind != ActionMember {
		return nil
	}
	var all []span
	for _, rule := range entriesOf(child(resource, "allow")) {
		from := 0
		for part := range strings.SplitSeq(rule.key.text, ",") {
			chars := len([]rune(part))
			if name := strings.TrimSpace(part); name == at.Name {
				start := from + chars - len([]rune(strings.TrimLeft(part, " ")))
				all = append(all, span{rule.key, start, start + len(name)})
			}
			from += chars + 1
		}
	}
	return all
}

// dropRule removes an action from the rules of its resource, and a rule that is for nothing else.
func (p *patch) dropRule(resource *node, at Member) {
	for _, w := range ruleWords(resource, at) {
		var others []string
		for part := range strings.SplitSeq(w.node.text, ",") {
			if name := strings.TrimSpace(part); name != at.Name {
				others = append(others, name)
			}
		}
		if len(others) > 0 {
			p.put(whole(w.node), strings.Join(others, ", "))
			continue
		}
		rules := child(resource, "allow")
		p.dropThose(resource, "allow", []int{slices.IndexFunc(rules.entries, func(e entry) bool { return e.key == w.node })})
	}
}

// idempotentWords are the words that name an action among the idempotent methods of its resource, and their indexes.
func idempotentWords(service *node, at Member) (words []span, items []int) {
	if at.Kind != ActionMember {
		return nil, nil
	}
	return listedWords(resourceNode(service, at.Resource), "idempotent", at.Name)
}
