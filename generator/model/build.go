package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Build decides everything about a workspace from its spec and from the ledger of earlier runs. The returned ledger also
// holds what was allocated now; l itself is not changed. The error is a spec.Problems: names that cannot stand side by side,
// changes that no data can follow; or a *LossError: things that are gone without a word.
func Build(s *spec.Spec, l *Ledger) (*Model, *Ledger, error) {
	b := &builder{spec: s, old: l, ports: newPorts(l), next: NewLedger()}
	m := &Model{
		Module:      s.Module,
		Name:        s.Name,
		ProtoRoot:   protoSegment(s.Name),
		Description: s.Description,
		Packs:       s.Packs,
		Gateway:     Gateway{HTTPPort: gatewayHTTPPort, AdminPort: gatewayAdminPort},
	}
	for _, ss := range s.Services {
		m.Services = append(m.Services, b.service(m, ss))
	}
	b.checkServiceIntent()
	b.keepGone(m)
	b.servicesGone()
	sortServices(b.next.Services)
	slices.SortFunc(m.Services, func(x, y *Service) int { return strings.Compare(x.Name, y.Name) })
	b.checkServices(m)
	if len(b.problems) > 0 {
		return nil, nil, b.sorted()
	}
	if len(b.losses) > 0 {
		return nil, nil, &LossError{b.losses}
	}
	m.breaking = sortBreaking(b.breaking)
	return m, b.next, nil
}

// builder carries what the parts of Build share.
type builder struct {
	spec     *spec.Spec
	old      *Ledger
	next     *Ledger
	ports    *ports
	problems spec.Problems
	losses   []Loss
	breaking []Breaking

	enumNames map[string]string // of the service being built: enums by their names, as they were called before
}

func (b *builder) problem(pos spec.Pos, hint, format string, args ...any) {
	b.problems = append(b.problems, spec.Problem{Pos: pos, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// sorted puts the problems in the order in which a reader meets them.
func (b *builder) sorted() spec.Problems {
	slices.SortStableFunc(b.problems, func(x, y spec.Problem) int {
		return cmp.Or(strings.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Col, y.Col))
	})
	return b.problems
}

// service builds one service: first its names and numbers, then what depends on all of its names.
func (b *builder) service(m *Model, ss *spec.Service) *Service {
	old, _ := b.old.serviceBefore(b.spec, ss)
	entry := &ServiceEntry{Name: ss.Name}
	if old != nil {
		entry.GRPCPort, entry.AdminPort, entry.Was = old.GRPCPort, old.AdminPort, old.Was
		if old.Name != ss.Name {
			entry.Was = old.Name
		}
	}
	database := b.database(ss.Name, old)
	entry.Database = unusual(database, ss.Name)
	if entry.GRPCPort == 0 || entry.AdminPort == 0 {
		entry.GRPCPort, entry.AdminPort = b.ports.next()
	}
	b.next.Services = append(b.next.Services, entry)

	name := ss.Name
	segment := protoSegment(name)
	s := &Service{
		Name:         name,
		Title:        title(name),
		Description:  ss.Description,
		Dir:          "services/" + name,
		SpecPath:     "services/" + name + "/service.yaml",
		Package:      goPackage(name),
		GoName:       goName(name),
		PBName:       serviceName(name),
		PBPackage:    strings.ReplaceAll(segment, "_", "") + "v1",
		PBImport:     m.Module + "/gen/go/" + m.ProtoDir(name),
		ProtoPackage: m.ProtoPackage(name),
		ProtoPath:    m.ProtoDir(name) + "/" + protoStem(name) + ".proto",
		EnvPrefix:    EnvPrefix(name),
		Database:     database,
		Storage:      storageName(ss, old),
		GRPCPort:     entry.GRPCPort,
		AdminPort:    entry.AdminPort,
		Workspace:    m,
		before:       old.schema(),
		was:          old,
	}
	b.checkIntent(ss, old)
	b.enums(s, ss, old, entry)
	b.resources(s, ss, old, entry)
	b.link(s, ss)
	b.nameEnumsAndResources(s, ss, old, entry)
	b.nameRows(s, ss)
	b.nameFields(s, ss)
	b.relations(s, ss)
	b.checkEvolution(s, ss)
	b.remember(s, entry)
	b.compat(s, ss, old)
	b.checkCreatable(s, ss)
	return s
}

// ProtoDir is the folder of a service's protos below proto/, and of their code below gen/go/: shop/catalog/v1.
func (m *Model) ProtoDir(service string) string {
	return m.ProtoRoot + "/" + protoSegment(service) + "/v1"
}

// ProtoPackage is the proto package of a service: shop.catalog.v1.
func (m *Model) ProtoPackage(service string) string {
	return m.ProtoRoot + "." + protoSegment(service) + ".v1"
}

// EnvPrefix is what the names of a service's settings begin with: CATALOG, before _DATABASE_URL.
func EnvPrefix(service string) string { return strings.ToUpper(service) }

// protoSegment is a segment of a proto package and of the Go import path made from it: the name of the workspace or of a
// service. A package segment called google would hide google.protobuf; Go has a meaning of its own for the other names.
func protoSegment(name string) string {
	switch name {
	case "google", "internal", "vendor", "testdata":
		return name + "_ws"
	}
	return name
}

// serviceName is the protobuf service: CatalogService. buf lints for the suffix.
func serviceName(service string) string {
	name := messageName(service)
	if strings.HasSuffix(name, "Service") {
		return name
	}
	return name + "Service"
}
