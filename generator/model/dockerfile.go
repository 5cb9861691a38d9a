package model

import (
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// ImageDirs are the directories that the image of the service is built from: the service's own, and of the others only
// those of which its program imports something. They are sorted and none lies in another.
func (s *Service) ImageDirs() []string {
	dirs := []string{s.Dir, strings.TrimPrefix(s.PBImport, s.Workspace.Module+"/")}
	packages := []string{"aip", "app", "config", "errs", "grpcx", "ids", "obs", "pg"}
	if s.hasField((*Field).formatted) {
		packages = append(packages, "format")
	}
	if slices.ContainsFunc(s.Resources, (*Resource).convertsProto) {
		packages = append(packages, "protoconv")
		if s.Workspace.hasField((*Field).sentDate) {
			packages = append(packages, "civil") // protoconv is the same for all services
		}
	}
	if s.Workspace.hasField((*Field).listedDate) || s.hasField((*Field).date) {
		packages = append(packages, "civil") // and so is aip
	}
	return imageDirs(dirs, packages)
}

// GatewayImageDirs are the directories that the image of the gateway is built from.
func (m *Model) GatewayImageDirs() []string {
	packages := []string{"aip", "app", "config", "errs", "grpcx", "httperr", "ids", "mw", "obs", "restjson"}
	if m.hasField((*Field).listedDate) {
		packages = append(packages, "civil")
	}
	return imageDirs([]string{"gen/go", "services/gateway"}, packages)
}

func imageDirs(dirs, packages []string) []string {
	for _, name := range packages {
		dirs = append(dirs, path.Join("platform", name))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

func (m *Model) hasField(holds func(*Field) bool) bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool { return s.hasField(holds) })
}

func (s *Service) hasField(holds func(*Field) bool) bool {
	return slices.ContainsFunc(s.Resources, func(r *Resource) bool { return slices.ContainsFunc(r.Fields, holds) })
}

func (f *Field) date() bool      { return f.Kind.Type == spec.Date }
func (f *Field) sentDate() bool  { return f.date() && f.sent() }
func (f *Field) sent() bool      { return f.Resource.TakesInput() && !f.OutputOnly && !f.Now }
func (f *Field) formatted() bool { return f.Format != "" || f.UniqueItems }

func (f *Field) listedDate() bool {
	return f.date() && f.Resource.Has(spec.List) && slices.Contains(f.Resource.Listed(), f)
}

// convertsProto reports whether the transport needs package protoconv: for lists, updates, delete_time and for some fields.
func (r *Resource) convertsProto() bool {
	return r.SoftDelete || r.TakesInput() && r.TakesText() ||
		r.Has(spec.List) || r.Has(spec.Update) ||
		slices.ContainsFunc(r.Fields, (*Field).convertsProto)
}

func (f *Field) convertsProto() bool {
	switch f.Kind.Type {
	case spec.JSON, spec.Decimal:
		return true
	case spec.UUID, spec.Ref, spec.Date, spec.Timestamp:
		return f.sent() || f.Pointer() || f.Repeated
	case spec.EnumType:
		return f.Pointer() || f.Repeated
	default:
		return f.sent() && f.Required && f.ProtoOptional()
	}
}
