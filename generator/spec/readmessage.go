package spec

import "slices"

// The keys of fields that mean something in a message, which is stored nowhere. An answer makes no promises beyond its types.
var (
	requestFieldKeys = []string{
		"currency", "optional", "default", "sensitive", "len", "min", "max", "pattern", string(Email), string(URI), string(Hostname), string(IP),
		"max_items", "unique_items", "max_bytes", "description",
	}
	answerFieldKeys = []string{"currency", "optional", "sensitive", "description"}
)

// reservedInRequests are the names of fields that requests have, or may get.
var reservedInRequests = []string{requestID, "validate_only"}

// readRequest reads the fields that clients send to an action.
func (s *serviceDecl) readRequest(a *actionDecl, e entry) *Message {
	m := s.readMessage(a, e, requestFieldKeys)
	if m == nil {
		return nil
	}
	for _, f := range m.Fields {
		if slices.Contains(reservedInRequests, f.Name) {
			s.add(f.Pos, "choose another name", "field name %s is reserved in requests", quote(f.Name))
		}
	}
	return m
}

// readReturns reads what an action answers: the name of its resource, or the fields of a message.
func (s *serviceDecl) readReturns(r *resourceDecl, a *actionDecl, e entry) *Message {
	switch {
	case !e.value.scalar():
		return s.readMessage(a, e, answerFieldKeys)
	case e.value.text != r.Name:
		s.add(e.value.pos(), "write returns: "+r.Name+", or the fields of the answer: {total: int32}", "action %s cannot return %s", quote(a.Name), quote(e.value.text))
	}
	return nil
}

// kind returns what the action is, for messages.
func (a *actionDecl) kind() MemberKind {
	if a.method {
		return MethodMember
	}
	return ActionMember
}

// readMessage reads the fields of a message, each with some of the keys that fields of a resource have.
func (s *serviceDecl) readMessage(a *actionDecl, e entry, keys []string) *Message {
	what := e.key.text
	if n := e.value; n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0 {
		s.add(e.key.pos(), what+": {percent: int32}", "%s of %s %s has no fields", what, a.kind(), quote(a.Name))
		return nil
	}
	m := &Message{Pos: e.key.pos()}
	decls := s.readFieldList(e)
	for _, d := range decls {
		m.Fields = append(m.Fields, d.Field)
		s.checkMessageField(d, what, keys)
	}
	a.messages = append(a.messages, decls...)
	return m
}

// checkMessageField refuses what has no meaning for a value that is not stored.
func (s *serviceDecl) checkMessageField(d *decl, what string, keys []string) {
	for _, arg := range d.args {
		if slices.ContainsFunc(fieldKeys, func(k fieldKey) bool { return k.name == arg.key }) && !slices.Contains(keys, arg.key) {
			s.add(arg.keyAt.pos(), "leave it out", "%s has no meaning in %s", quote(arg.key), what)
		}
	}
	switch {
	case d.skip:
	case d.Type == Ref:
		s.add(d.at.pos(), d.Name+": uuid", "%s holds ids as they are sent, and no references: your code looks them up", what)
	case d.Values != nil:
		s.add(d.at.pos(), "define the values under enums:, by a name, and write enum=name", "an enum of %s has a name", what)
	}
}

// linkMessageField looks the enum of a field up.
func (s *serviceDecl) linkMessageField(d *decl) {
	switch {
	case d.skip || d.Type != EnumType || d.Values != nil:
	case s.enum(d.Enum) == nil:
		names := make([]string, len(s.Enums))
		for i, e := range s.Enums {
			names[i] = e.Name
		}
		s.add(d.ofAt.pos(), orElse(DidYouMean(d.Enum, names), "define it: enums: {"+d.Enum+": [draft, active]}"), "there is no enum %s", quote(d.Enum))
	default:
		s.linkNamedEnum(d)
	}
}
