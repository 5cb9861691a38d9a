// Package build makes the model of a workspace: it turns a spec and the ledger of the last run into a Model and the ledger of the next.
package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Model computes the model of a workspace from its spec and from the ledger of the last run. It returns the ledger for the next run
// and leaves l unchanged. The error is a spec.Problems, for names that collide and changes that existing rows do not allow, or a
// *lineage.LossError, for things that are missing in the spec.
func Model(s *spec.Spec, l *ledger.Ledger) (*model.Model, *ledger.Ledger, error) {
	b := &builder{spec: s, old: l, ports: newPorts(l), next: ledger.New(), copying: copying(s, l)}
	m := &model.Model{
		Module:      s.Module,
		Name:        s.Name,
		ProtoRoot:   naming.ProtoSegment(s.Name),
		Description: s.Description,
		Auth:        s.Auth,
		Bearer:      s.Auth == spec.AuthJWT || s.Sessions != nil && s.Sessions.JWT,
		Roles:       s.Roles,
		Packs:       s.Packs,
		Driver:      s.Driver,
		BusBefore:   busOf(l),
		Gateway:     model.Gateway{HTTPPort: gatewayHTTPPort, AdminPort: gatewayAdminPort},
	}
	if s.Sessions != nil {
		m.Providers, m.Password = s.Sessions.Providers, s.Sessions.Passwords == spec.PasswordsOn
	}
	// Each phase runs for all services before the next one starts, because services may refer to each other.
	drafts := make([]draft, len(s.Services))
	for i, ss := range s.Services {
		drafts[i] = b.declare(m, ss)
		m.Services = append(m.Services, drafts[i].model)
	}
	for _, phase := range []func(draft){b.link, b.name, b.consumers, b.queues, b.relations, b.check} {
		for _, d := range drafts {
			phase(d)
		}
	}
	for _, d := range drafts {
		setTablesApart(d.model)
	}
	b.report(lineage.CheckServices(b.old, b.spec))
	b.keepGone(m)
	ledger.SortServices(b.next.Services)
	slices.SortFunc(m.Services, func(x, y *model.Service) int { return strings.Compare(x.Name, y.Name) })
	m.Programs = programs(m)
	b.checkServices(m)
	b.checkEvents(m)
	b.checkForeign(m)
	b.checkRoutes(m)
	if len(b.problems) > 0 {
		return nil, nil, b.sorted()
	}
	if len(b.losses) > 0 {
		return nil, nil, &lineage.LossError{Losses: b.losses}
	}
	return m, b.next, nil
}

// builder is the state that the parts of Build share.
type builder struct {
	spec     *spec.Spec
	old      *ledger.Ledger
	next     *ledger.Ledger
	ports    *ports
	problems spec.Problems
	losses   []lineage.Loss
	copying  map[expansion]bool

	enumNames map[string]string // old names of renamed enums in the current service, by new name
}

func (b *builder) problem(pos spec.Pos, hint, format string, args ...any) {
	b.problems = append(b.problems, spec.Problem{Pos: pos, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// report adds the problems and losses of a lineage report.
func (b *builder) report(r lineage.Report) {
	b.problems = append(b.problems, r.Problems...)
	b.losses = append(b.losses, r.Losses...)
}

// sorted returns the problems by their positions in the spec.
func (b *builder) sorted() spec.Problems {
	slices.SortStableFunc(b.problems, func(x, y spec.Problem) int {
		return cmp.Or(strings.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col))
	})
	return b.problems
}

// draft is a service that is being built.
type draft struct {
	model *model.Service
	spec  *spec.Service
	old   *ledger.Service // of the last run; nil if the service is new
	entry *ledger.Service // of the next run
}

// declare creates a service with its enums, resources and fields, numbered but not yet named.
func (b *builder) declare(m *model.Model, ss *spec.Service) draft {
	old := lineage.Service(b.old, b.spec, ss)
	entry := &ledger.Service{Name: ss.Name}
	if old != nil {
		entry.GRPCPort, entry.AdminPort, entry.Breaks = old.GRPCPort, old.AdminPort, old.Breaks
		if old.Name != ss.Name {
			entry.Was = old.Name
		} else {
			entry.Was = formerly(ss.RenamedFrom, old.Was, b.serviceNames())
		}
	}
	database := b.database(ss.Name, old)
	entry.Database = ledger.Unusual(database, ss.Name)
	if entry.GRPCPort == 0 || entry.AdminPort == 0 {
		entry.GRPCPort, entry.AdminPort = b.ports.next()
	}
	b.next.Services = append(b.next.Services, entry)

	name := ss.Name
	segment := naming.ProtoSegment(name)
	s := &model.Service{
		Name:         name,
		Title:        naming.Title(name),
		Description:  ss.Description,
		Dir:          "services/" + name,
		SpecPath:     b.spec.FileOf(name),
		Package:      naming.GoPackage(name),
		GoName:       naming.GoName(name),
		PBName:       serviceName(name),
		PBPackage:    strings.ReplaceAll(segment, "_", "") + "v1",
		PBImport:     m.Module + "/gen/go/" + m.ProtoDir(name),
		ProtoPackage: m.ProtoPackage(name),
		ProtoPath:    m.ProtoDir(name) + "/" + naming.ProtoStem(name) + ".proto",
		EnvPrefix:    model.EnvPrefix(name),
		Database:     database,
		Storage:      storageName(ss, old),
		GRPCPort:     entry.GRPCPort,
		AdminPort:    entry.AdminPort,
		Platform:     platformTables(ss),
		Workspace:    m,
		LastSchema:   evolve.Schema(old),
		Before:       old,
	}
	b.report(lineage.CheckService(old, ss))
	b.enums(s, ss, old, entry)
	b.resources(s, ss, old, entry)
	b.children(s, ss, old, entry)
	s.Jobs = b.jobs(s, ss, old, entry)
	return draft{model: s, spec: ss, old: old, entry: entry}
}

func (b *builder) serviceNames() map[string]bool {
	names := map[string]bool{}
	for _, ss := range b.spec.Services {
		names[ss.Name] = true
	}
	return names
}

// name gives enums, resources, methods and fields their names in code.
func (b *builder) name(d draft) {
	b.enumNames = lineage.Enums(d.spec, d.old)
	b.nameEnumsAndResources(d.model, d.spec, d.old, d.entry)
	nameMethods(d.model, d.spec)
	b.rules(d)
	b.nameRows(d.model, d.spec)
	b.nameFields(d.model, d.spec)
	linkSeeds(d.model, d.spec)
}

// check reports changes that existing rows do not allow, and fills the ledger of the next run.
func (b *builder) check(d draft) {
	b.problems = append(b.problems, evolve.Check(d.model, d.spec, b.losses)...)
	evolve.Remember(d.model, d.entry)
}

// serviceName returns the name of the protobuf service: CatalogService. buf lint requires the suffix.
func serviceName(service string) string {
	name := naming.MessageName(service)
	if strings.HasSuffix(name, "Service") {
		return name
	}
	return name + "Service"
}

// setTablesApart moves resources without methods to Tables, children among them. Before that they are numbered and named as all others are.
func setTablesApart(s *model.Service) {
	isTable := func(r *model.Resource) bool { return len(r.Methods) == 0 }
	for _, r := range s.Resources {
		if isTable(r) {
			s.Tables = append(s.Tables, r)
		}
	}
	s.Resources = slices.DeleteFunc(s.Resources, isTable)
}
