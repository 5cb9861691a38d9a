package ledger

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Parse reads the files of the ledger; files has their content by path. It is strict, because people merge these files, and a
// protobuf number that is used twice must not reach clients. The error is a spec.Problems.
func Parse(files map[string][]byte) (*Ledger, error) {
	p := &parser{}
	l := New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(name) == ".yaml" {
			l.Services = append(l.Services, p.file(name, files[name]))
		}
	}
	SortServices(l.Services)
	p.checkPorts(l)
	p.checkDatabases(l)
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	return l, nil
}

// parser reads the subset of YAML that Files prints, and also comments and blank lines.
type parser struct {
	problems spec.Problems
	pos      spec.Pos
	portPos  map[string]spec.Pos // positions of ports, by service

	service  *Service
	section  string // enums, resources, tables …
	enum     *Enum
	resource *Resource
	table    *pgschema.Table
	event    *CustomEvent
	seen     map[string]int // line numbers of the names and numbers in the current enum, resource or table
}

func (p *parser) problem(hint, format string, args ...any) {
	p.problems = append(p.problems, spec.Problem{Pos: p.pos, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

const (
	hintRestore = "restore the file from git; only svcgen writes it"
	afterMerge  = "after a merge: svcgen merge; else "
)

func (p *parser) file(name string, data []byte) *Service {
	p.service, p.section, p.enum, p.resource, p.table, p.event = &Service{}, "", nil, nil, nil, nil
	keys := map[string]bool{}
	line := 0
	for text := range bytes.Lines(data) {
		line++
		p.pos = spec.Pos{File: name, Line: line, Col: 1}
		if !p.line(strings.TrimRight(string(text), " \t\r\n"), keys) {
			return p.service
		}
	}
	p.leave()
	p.pos = spec.Pos{File: name, Line: 1, Col: 1}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); p.service.Name != want {
		p.problem(hintRestore, "the ledger of service %q says `service: %s`", want, p.service.Name)
	}
	return p.service
}

// line reads one line. It returns false after a problem that would only cause more problems in the lines below.
func (p *parser) line(text string, keys map[string]bool) bool {
	trimmed := strings.TrimLeft(text, " ")
	indent := len(text) - len(trimmed)
	switch {
	case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		return true
	case conflictMarker(text):
		p.problem("svcgen merge resolves it, and numbers what was added", "conflict markers of a merge")
		return false
	case indent == 0:
		return p.header(text, keys)
	case indent == 2 && strings.HasSuffix(trimmed, ":") && p.section != "":
		return p.entity(unquoteScalar(strings.TrimSuffix(trimmed, ":")))
	case indent == 4 && strings.HasPrefix(trimmed, "- {") && (p.enum != nil || p.resource != nil || p.table != nil || p.event != nil):
		pairs, err := parsePairs(strings.TrimPrefix(trimmed, "- "))
		if err != nil {
			p.problem(hintRestore, "%v", err)
			return true
		}
		p.fact(pairs)
		return true
	}
	p.problem(hintRestore, "cannot read this line")
	return false
}

func (p *parser) header(text string, keys map[string]bool) bool {
	key, value, ok := strings.Cut(text, ":")
	value = strings.TrimSpace(value)
	if !ok || keys[key] {
		p.problem(afterMerge+hintRestore, "cannot read this line, or its key is already in the file")
		return false
	}
	keys[key] = true
	p.leave()
	p.section = ""
	switch key {
	case "service":
		p.service.Name = unquoteScalar(value)
	case "was":
		p.service.Was = p.name(key, value)
	case "renamed_to":
		p.service.RenamedTo = p.name(key, value)
	case "database":
		p.service.Database = p.name(key, value)
	case "gone":
		if p.service.Gone = value == "true"; !p.service.Gone {
			p.problem(hintRestore, "cannot read %s: %s", key, value)
		}
	case "grpc_port":
		p.service.GRPCPort = p.port(value)
	case "admin_port":
		p.service.AdminPort = p.port(value)
	case "api":
		p.service.API = unquoteScalar(value)
		if !isProtoName(p.service.API) {
			p.problem(hintRestore, "%q is not the full name of a protobuf service", p.service.API)
		}
	case "sign_in":
		p.service.SignIn = p.names(key, value)
	case "json_enums":
		if p.service.JSONEnums = spec.JSONEnums(value); p.service.JSONEnums != spec.ShortEnums {
			p.problem(hintRestore, "cannot read %s: %s", key, value)
		}
	case "consumers":
		p.consumers(value)
	case "bus":
		p.service.Bus = p.name(key, value)
	case "copies":
		p.service.Copies = p.names(key, value)
	case "jobs":
		p.service.Jobs = p.names(key, value)
	case "breaks":
		if p.service.Breaks, ok = parseNumber(value); !ok {
			p.problem(hintRestore, "cannot read %s: %s", key, value)
		}
	case "enums", "resources", "tables", methodsSection, eventsSection:
		p.section = key
	default:
		p.problem("a newer svcgen may have written it", "unknown key %q", key)
		return false
	}
	return true
}

// consumers reads the names of consumers, those that they had, and those of their queues.
func (p *parser) consumers(value string) {
	list, rest, err := scanList(strings.TrimPrefix(value, "["))
	bad := err != nil || rest != "" || len(list) == 0
	for _, word := range list {
		names, queue, queued := strings.Cut(word, queueName)
		name, was, renamed := strings.Cut(names, formerName)
		service, consumer, _ := strings.Cut(queue, ".")
		bad = bad || !naming.IsSnake(name) || renamed && !naming.IsSnake(was) || queued && (!naming.IsSnake(service) || !naming.IsSnake(consumer))
		p.service.Consumers = append(p.service.Consumers, Consumer{Name: name, Was: was, Queue: queue})
	}
	if bad {
		p.problem(hintRestore, "cannot read consumers: %s", value)
	}
}

func (p *parser) entity(name string) bool {
	p.leave()
	p.seen = map[string]int{}
	switch {
	case !naming.IsSnake(name):
		p.problem(hintRestore, "%q is not a valid name", name)
		return false
	case p.section == "enums" && p.service.Enum(name) == nil:
		p.enum = &Enum{Name: name}
		p.service.Enums = append(p.service.Enums, p.enum)
	case p.section == "resources" && p.service.Resource(name) == nil:
		p.resource = &Resource{Name: name}
		p.service.Resources = append(p.service.Resources, p.resource)
	case p.section == methodsSection && p.service.Method(name) == nil:
		p.resource = &Resource{Name: name}
	case p.section == eventsSection && p.service.CustomEvent(name) == nil:
		p.event = &CustomEvent{Name: name}
		p.service.Events = append(p.service.Events, p.event)
	case p.section == "tables" && !slices.ContainsFunc(p.service.Tables, func(t *pgschema.Table) bool { return t.Name == name }):
		p.table = &pgschema.Table{Name: name}
		p.service.Tables = append(p.service.Tables, p.table)
	default:
		p.problem(afterMerge+"put the lines of both under one of them", "%q is in the file twice", name)
		return false
	}
	return true
}

// leave ends the enum, resource or table that is being read.
func (p *parser) leave() {
	if p.section == methodsSection && p.resource != nil {
		p.leaveMethod()
		p.resource = nil
	}
	if p.event != nil {
		p.leaveEvent()
	}
	if p.resource != nil && p.resource.Plural == "" {
		p.problem(hintRestore, "resource %q above this line has no plural", p.resource.Name)
	}
	if r := p.resource; r != nil && (r.Path == "") != (len(r.Methods) == 0) {
		p.problem(hintRestore, "resource %q above this line must have both a path and methods, or neither", r.Name)
	}
	if t := p.table; t != nil && (len(t.Key) == 0 || len(t.Columns) == 0) {
		p.problem(hintRestore, "table %q above this line has no primary key, or no columns", t.Name)
	}
	p.enum, p.resource, p.table = nil, nil, nil
}

// names reads a list of names, which is not empty.
func (p *parser) names(key, value string) []string {
	list, rest, err := scanList(strings.TrimPrefix(value, "["))
	if err != nil || rest != "" || len(list) == 0 || slices.ContainsFunc(list, func(word string) bool { return !naming.IsSnake(word) }) {
		p.problem(hintRestore, "cannot read %s: %s", key, value)
	}
	return list
}

// name reads the name of a service or database. It is strict because the name ends up in SQL and in paths.
func (p *parser) name(key, value string) string {
	name := unquoteScalar(value)
	if !naming.IsSnake(name) || len(name) > pgschema.MaxIdent {
		p.problem(hintRestore, "cannot read %s: %s", key, value)
	}
	return name
}

func (p *parser) port(value string) int {
	n, ok := parseNumber(value)
	if !ok || n > 65535 {
		p.problem("delete the line; svcgen gives the service another port", "%q is not a valid port", value)
		return 0
	}
	if p.portPos == nil {
		p.portPos = map[string]spec.Pos{}
	}
	p.portPos[p.service.Name] = p.pos
	return n
}

// checkDatabases reports services that share a database: each would migrate the tables of the other.
func (p *parser) checkDatabases(l *Ledger) {
	taken := map[string]string{}
	for _, s := range l.Services {
		if s.RenamedTo != "" {
			continue
		}
		if other := taken[s.DatabaseName()]; other != "" {
			p.pos = spec.Pos{File: Dir + "/" + s.Name + ".yaml", Line: 1, Col: 1}
			p.problem(afterMerge+hintRestore, "services %q and %q both have the database %s", other, s.Name, s.DatabaseName())
		}
		taken[s.DatabaseName()] = s.Name
	}
}

// checkPorts reports services that share a port, as happens if two branches each add a service.
func (p *parser) checkPorts(l *Ledger) {
	taken := map[int]string{}
	for _, s := range l.Services {
		for _, port := range []int{s.GRPCPort, s.AdminPort} {
			if other := taken[port]; port != 0 && other != "" {
				p.pos = p.portPos[s.Name]
				p.problem(afterMerge+"delete both ports of the service that was not deployed yet, and svcgen gives it the next ones",
					"services %q and %q both have port %d", other, s.Name, port)
			}
			taken[port] = s.Name
		}
	}
}

// conflictMarker reports whether a line is a conflict marker of git.
func conflictMarker(line string) bool {
	return slices.ContainsFunc([]string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"}, func(marker string) bool {
		return strings.HasPrefix(line, marker)
	})
}
