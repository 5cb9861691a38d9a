package spec

import (
	"slices"
	"strings"
)

var workspaceKeys = []string{"version", "module", "description", "auth", "roles", "allow", "packs", jsonEnumsKey, "events", "services", "removed"}

// Parse reads the spec of a workspace: svcgen.yaml and every service.yaml, or one file with the services inline. The error
// is Problems, every problem of every file; the Spec is nil then.
//
// A spec with sessions has the service identity, which svcgen completes: see identity.yaml.
func Parse(files []Source) (*Spec, error) {
	s, err := parseWritten(files)
	if err != nil {
		return nil, err
	}
	return s.complete(), nil
}

// parseWritten is Parse for what stands in the files, without what svcgen adds.
func parseWritten(files []Source) (*Spec, error) {
	r := &report{}
	p := &parse{report: r, spec: &Spec{}}
	var inline []Source
	for _, f := range files {
		if name := f.serviceName(); name != "" {
			p.file(f, func(root *node) { p.serviceFile(root, name, f.Service != "") })
		} else {
			inline = append(inline, f)
		}
	}
	switch {
	case len(inline) == 0:
		r.add(Pos{File: WorkspaceFile}, "svcgen new creates one", "the workspace has no %s", WorkspaceFile)
	case len(inline) > 1:
		r.add(Pos{File: inline[1].Path, Line: 1, Col: 1}, "each service has a file services/<name>/service.yaml", "a workspace has one %s, and this is a second one", WorkspaceFile)
	default:
		p.file(inline[0], func(root *node) { p.workspace(root, len(files) > 1) })
	}
	slices.SortFunc(p.spec.Services, func(a, b *Service) int { return strings.Compare(a.Name, b.Name) })
	p.checkServiceNames()
	p.checkPackNames()
	p.linkServices()
	p.linkEvents()
	p.linkExpand()
	p.checkAuth()
	p.checkIntent()
	if problems := r.finish(p.sources); len(problems) > 0 {
		return nil, problems
	}
	return p.spec, nil
}

// parse is one run over all files.
type parse struct {
	*report
	spec     *Spec
	services []*serviceDecl
	sources  []*source
	rolesAt  Pos  // of the key; zero if there is none
	builtin  bool // the spec is svcgen's own, which has tables without methods
}

// file reads one file and hands its content on.
func (p *parse) file(f Source, read func(root *node)) {
	s, ok := newSource(f.Path, f.Data, p.report)
	p.sources = append(p.sources, s)
	if !ok {
		return
	}
	if root := parseYAML(s, p.report); root != nil {
		read(root)
	}
}

// workspace reads svcgen.yaml. It contains no services if they have files of their own.
func (p *parse) workspace(root *node, split bool) {
	var seen struct{ version, module, auth, services bool }
	p.spec.Pos = root.pos()
	for _, e := range p.entries(root, "the spec of a workspace") {
		switch e.key.text {
		case "version":
			seen.version = true
			p.version(e)
		case "module":
			seen.module = true
			p.module(e)
		case "description":
			p.spec.Description = p.text(e)
		case "auth":
			seen.auth = true
			p.auth(e)
		case "roles":
			p.roles(e)
		case "allow":
			p.spec.Allow = &Allow{Pos: e.key.pos(), Methods: []string{OtherMethods}, Callers: p.callers(e, `"allow"`)}
		case "packs":
			p.packs(e)
		case jsonEnumsKey:
			p.jsonEnums(e)
		case "events":
			p.readDriver(e)
		case "services":
			seen.services = true
			if split {
				p.add(e.key.pos(), "move it to "+ServiceFile("<name>"), "the services of this workspace have files of their own")
				continue
			}
			p.inlineServices(e)
		case "removed":
			p.removedServices(e)
		default:
			p.unknown(e.key.pos(), "key", e.key.text, inWorkspace, workspaceKeys)
		}
	}
	if root.kind != mapping {
		return
	}
	missing := func(key, hint string) { p.add(root.pos(), hint, "%s is missing", quote(key)) }
	if !seen.version {
		missing("version", "version: 1")
	}
	if !seen.module {
		missing("module", "module: github.com/acme/shop")
	}
	if !seen.auth {
		missing("auth", "auth: none")
	}
	if !split && !seen.services {
		missing("services", "svcgen add service <name>, or services: {catalog: {resources: …}} in a spec of one file")
	}
}

func (p *parse) version(e entry) {
	switch {
	case e.value.kind != number:
		p.unfit(e, "1")
	case e.value.text != "1":
		p.add(e.value.pos(), "this svcgen reads version 1", "unknown version %s", quote(e.value.text))
	}
}

func (p *parse) module(e entry) {
	if e.value.kind != text {
		p.unfit(e, "a module path")
		return
	}
	if f := moduleFault(e.value.text); !f.ok() {
		p.add(e.value.pos(), f.hint, "%s", f.msg)
		return
	}
	p.spec.Module = e.value.text
	p.spec.Name = WorkspaceName(e.value.text)
}

func (p *parse) inlineServices(e entry) {
	if e.value.kind == absent || e.value.kind == null || e.value.kind == mapping && len(e.value.entries) == 0 {
		p.add(e.key.pos(), "services: {catalog: {resources: …}}", "the workspace has no services")
		return
	}
	for _, s := range p.entries(e.value, `"services"`) {
		if f := serviceNameFault(s.key.text); !f.ok() && s.key.text != Identity {
			p.add(s.key.pos(), f.hint, "%s", f.msg)
		}
		p.readService(s.value, &Service{Pos: s.key.pos(), Name: s.key.text}, false)
	}
}

// serviceFile reads a service.yaml, which names its service; a file elsewhere need not.
func (p *parse) serviceFile(root *node, name string, elsewhere bool) {
	s := &Service{Pos: root.pos(), Name: name}
	if at := slices.IndexFunc(root.entries, func(e entry) bool { return e.key.text == "service" }); at >= 0 {
		s.Pos = root.entries[at].value.pos()
	} else if root.kind == mapping && !elsewhere {
		p.add(root.pos(), "service: "+name, `"service" is missing`)
	}
	if f := serviceNameFault(name); !f.ok() && name != Identity {
		p.add(s.Pos, f.hint, "%s", f.msg)
	}
	p.readService(root, s, true)
}

// checkServiceNames reports services that have the same name in camel case. The services are sorted by name.
func (p *parse) checkServiceNames() {
	seen := map[string]string{}
	for _, s := range p.spec.Services {
		if before := collision(seen, s.Name); before != "" {
			p.add(s.Pos, "rename one of them", "services %s and %s have the same name in Go", quote(before), quote(s.Name))
		}
	}
}
