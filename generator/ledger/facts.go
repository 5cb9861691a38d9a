package ledger

import (
	"cmp"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// pair is a key and its value, which is a text or a list.
type pair struct {
	key   string
	value string
	list  []string
}

// item is one line of an enum or a resource. Its first key says which of the other fields are set.
type item struct {
	what     string // the first key: field, value, index
	field    Field
	reserved Reserved
	index    Index
	check    Check
	action   Action
	of       string // the action whose message a field is in, or the resource that a child is part of
	allowed  Allowed
	child    Child
	event    Event
}

// fact adds one line to the current enum, resource or table.
func (p *parser) fact(pairs []pair) {
	if p.table != nil {
		p.tableFact(pairs)
		return
	}
	if p.event != nil {
		p.eventFact(pairs)
		return
	}
	l := item{what: pairs[0].key}
	for _, kv := range pairs {
		if !p.set(&l, kv) {
			p.problem(hintRestore, "cannot read %s: %s", kv.key, kv.value)
			return
		}
	}
	if !l.wellFormed() {
		p.problem(hintRestore, "the line of %q is incomplete, or has an invalid name", cmp.Or(l.reserved.Name, l.index.Name, l.check.Name, l.action.Name, l.what))
		return
	}
	var known bool
	if p.enum != nil {
		known = p.addToEnum(l)
	} else {
		known = p.addToResource(l)
	}
	if !known {
		p.problem("a newer svcgen may have written it", "unknown line: %s", l.what)
	}
}

// set stores the value of one key: in l or, if it describes the whole enum or resource, there.
func (p *parser) set(l *item, kv pair) bool {
	ok := true
	switch kv.key {
	case "value", "field", "removed", requestKey, returnsKey:
		l.reserved.Name, l.field.Name = kv.value, kv.value
	case "number":
		l.reserved.Number, ok = parseNumber(kv.value)
		l.field.Number = l.reserved.Number
	case "unique", "index":
		l.index.Name = kv.value
	case "rule":
		l.check.Name = kv.value
	case "says":
		l.check.Rule = kv.value
	case "action":
		l.action.Name = kv.value
	case "transition":
		l.action.Transition = kv.value
		_, ok = spec.ParseTransition(kv.value)
	case "of":
		l.of = kv.value
	case "event", "gone_event":
		l.event.Name, ok = kv.value, p.resource != nil
	case "on":
		l.event.On, ok = kv.value, naming.IsSnake(kv.value)
	case "types":
		l.event.Types, ok = kv.list, areTypes(kv.list)
	case "allow":
		l.allowed.Methods = methods(kv.list, p.offered)
		ok = l.allowed.Methods != nil
	case "to":
		l.allowed.To = kv.list
	case "using":
		l.index.Using = kv.value
	case "columns":
		l.index.Columns = kv.list
	case "where":
		l.index.Where = kv.value
	case "was":
		l.field.Was, ok = kv.value, naming.IsSnake(kv.value)
		if l.what == "plural" && p.resource != nil {
			p.resource.Was = kv.value
		}
	case "child":
		l.child.Key, ok = kv.value, naming.IsSnake(kv.value)
	case "go", "pb":
		return p.setName(kv)
	case "plural", "primary_key", "gone", "soft_delete", "path", "methods", "owner", "validate_only", "expand", "idempotent", "topic", "events":
		return p.resource != nil && p.setResource(kv)
	default:
		return l.field.set(kv)
	}
	return ok
}

// offered reports whether the current resource can have a rule for the method.
func (p *parser) offered(method string) bool {
	return isStandard(method) || p.resource != nil && p.resource.Action(spec.Method(method)) != nil
}

// wellFormed reports whether a line has all keys that it needs, and valid names: they end up in Go, SQL and paths.
func (l *item) wellFormed() bool {
	f := &l.field
	switch l.what {
	case "value", "removed":
		return naming.IsSnake(l.reserved.Name) && l.reserved.Number > 0
	case "field":
		return naming.IsSnake(f.Name) && f.Number > 0 && f.Type != "" && f.SQL != "" && (f.Enum == "" || naming.IsSnake(f.Enum)) && (f.Ref == "" || isRef(f.Ref))
	case "unique", "index":
		return naming.IsSnake(l.index.Name) && len(l.index.Columns) > 0
	case "rule":
		_, _, ok := spec.ParseCheck(l.check.Rule)
		return naming.IsSnake(l.check.Name) && ok && len(f.Check) == 2
	case "action":
		return naming.IsSnake(l.action.Name)
	case requestKey, returnsKey:
		return naming.IsSnake(f.Name) && naming.IsSnake(l.of) && f.Number > 0 && (f.Enum == "" || naming.IsSnake(f.Enum)) && f.Ref == ""
	case "gone_event":
		return naming.IsSnake(l.event.Name) && l.event.On != "" && l.event.Types != nil
	case "child":
		return naming.IsSnake(l.of) && l.reserved.Number > 0
	case "allow":
		return len(l.allowed.To) > 0 && !slices.ContainsFunc(l.allowed.To, func(caller string) bool { return !naming.IsSnake(caller) })
	}
	return true
}

// isRef reports whether text names a resource, behind its service if that is another one: catalog.product.
func isRef(text string) bool {
	service, resource, elsewhere := strings.Cut(text, ".")
	return naming.IsSnake(service) && (!elsewhere || naming.IsSnake(resource))
}

// addToEnum adds a line to the current enum. It returns false if enums have no such line.
func (p *parser) addToEnum(l item) bool {
	switch l.what {
	case "value":
		p.once("value "+l.reserved.Name, l.reserved.Number)
		p.enum.Values = append(p.enum.Values, l.reserved)
	case "removed":
		p.once("", l.reserved.Number)
		p.enum.Removed = append(p.enum.Removed, l.reserved)
	case "go", "pb": // set by setName
	default:
		return false
	}
	return true
}

// addToResource adds a line to the current resource. It returns false if resources have no such line.
func (p *parser) addToResource(l item) bool {
	switch l.what {
	case "field":
		p.once("field "+l.field.Name, l.field.Number)
		f := l.field
		p.resource.Fields = append(p.resource.Fields, &f)
	case "removed":
		p.once("", l.reserved.Number)
		p.resource.Removed = append(p.resource.Removed, l.reserved)
	case "unique":
		p.resource.Uniques = append(p.resource.Uniques, l.index)
	case "index":
		p.resource.Indexes = append(p.resource.Indexes, l.index)
	case "rule":
		p.once("rule "+l.check.Name, 0)
		l.check.Check = l.field.Check
		p.resource.Checks = append(p.resource.Checks, l.check)
	case "action":
		p.once("action "+l.action.Name, 0)
		p.resource.Actions = append(p.resource.Actions, l.action)
	case requestKey, returnsKey:
		return p.addToMessage(l)
	case "allow":
		for _, m := range l.allowed.Methods {
			p.once("allow "+string(m), 0)
		}
		p.resource.Allow = append(p.resource.Allow, l.allowed)
	case "child":
		p.once("child", 0)
		l.child.Of, l.child.Number, l.child.API, l.child.ForeignKey = l.of, l.reserved.Number, l.field.API, l.field.ForeignKey
		p.resource.Child = &l.child
	case "event":
		p.once("event "+l.event.Name, 0)
		return p.addEvent(l.event)
	case "gone_event":
		p.once("event "+l.event.Name, 0)
		p.resource.GoneEvents = append(p.resource.GoneEvents, l.event)
	case "plural", "path", "owner", "validate_only", "expand", "idempotent", "topic": // set by setResource
	default:
		return false
	}
	return true
}

// setName sets the Go or protobuf name of the current enum or resource.
func (p *parser) setName(kv pair) bool {
	switch {
	case p.enum != nil && kv.key == "go":
		p.enum.GoName = kv.value
	case p.enum != nil:
		p.enum.PBName = kv.value
	case kv.key == "go":
		p.resource.GoName = kv.value
	default:
		p.resource.PBName = kv.value
	}
	return token.IsExported(kv.value)
}

// setResource stores the value of a key that describes the whole resource.
func (p *parser) setResource(kv pair) bool {
	r := p.resource
	switch kv.key {
	case "plural":
		p.once("plural", 0)
		r.Plural = kv.value
		return naming.IsSnake(kv.value)
	case "primary_key":
		r.PrimaryKey = kv.value
		return naming.IsSnake(kv.value)
	case "path":
		p.once("path", 0)
		r.Path = kv.value
		return isRoute(kv.value)
	case "methods":
		return r.setMethods(kv.list)
	case "topic":
		p.once("topic", 0)
		r.Topic = kv.value
		return isTopic(kv.value)
	case "events":
		return p.setEvents(kv.list)
	case "owner":
		p.once("owner", 0)
		r.Owner = kv.list
		return len(kv.list) > 0 && !slices.ContainsFunc(kv.list, func(field string) bool { return !naming.IsSnake(field) })
	case "validate_only":
		p.once("validate_only", 0)
		r.ValidateOnly = methods(kv.list, isStandard)
		return r.ValidateOnly != nil
	case "expand":
		p.once("expand", 0)
		r.Expand = kv.list
		return len(kv.list) > 0 && !slices.ContainsFunc(kv.list, func(name string) bool { return !naming.IsSnake(name) })
	case "idempotent":
		p.once("idempotent", 0)
		r.Idempotent = methods(kv.list, naming.IsSnake)
		return r.Idempotent != nil
	case "gone":
		r.Gone = true
	case "soft_delete":
		r.SoftDelete = true
	}
	return kv.value == "true"
}

// once reports a name or number that the current enum or resource already has.
func (p *parser) once(name string, number int) {
	if name != "" {
		if line := p.seen[name]; line > 0 {
			p.problem(afterMerge+"keep the line of what was released first", "%s is already in line %d", name, line)
			return // the number of a duplicate means nothing
		}
		p.seen[name] = p.pos.Line
	}
	if number == 0 {
		return
	}
	key := "number " + strconv.Itoa(number)
	if line := p.seen[key]; line > 0 {
		p.problem(afterMerge+"give the one that was not released yet a number above all others here; keep its line, because its migration exists already",
			"number %d is already used in line %d", number, line)
	}
	p.seen[key] = p.pos.Line
}
