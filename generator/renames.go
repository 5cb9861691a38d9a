package generator

import (
	"io/fs"
	"path"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates"
)

// moves tells which files have another name because their resource has one, and what they would have been under the old
// name: with that the user's edits are carried over into the text with the new name.
func moves(s *spec.Spec, m *model.Model, disk fs.FS, files []render.File) ([]plan.Rename, error) {
	renames := m.Renames()
	if len(renames) == 0 {
		return nil, nil
	}
	old, err := readLedger(disk)
	if err != nil {
		return nil, err
	}
	before, _, err := model.Build(unrenamed(s, renames), old)
	if err != nil {
		return nil, nil //nolint:nilerr // the old names do not fit with what else has changed: files are moved as they stand
	}
	rendered, err := render.Files(before, templates.FS)
	if err != nil {
		return nil, err
	}
	now := map[string]bool{}
	for _, f := range files {
		now[f.Path] = true
	}
	var out []plan.Rename
	for _, r := range renames {
		for _, f := range rendered {
			if to := renamedPath(r, f.Path); now[to] && !now[f.Path] {
				out = append(out, plan.Rename{From: f.Path, To: to, Base: f.Data})
			}
		}
	}
	return out, nil
}

// renamedPath is where a file of the resource stands under its new name; "" for other files.
func renamedPath(r model.Rename, file string) string {
	dir, base := path.Split(file)
	rest, ok := strings.CutPrefix(base, r.OldStem)
	if !ok || !strings.HasPrefix(dir, "services/"+r.Service+"/") || !strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, "_") {
		return ""
	}
	return dir + r.NewStem + rest
}

// unrenamed is the spec with the resources called as they were.
func unrenamed(s *spec.Spec, renames []model.Rename) *spec.Spec {
	out := *s
	out.Services = nil
	for _, svc := range s.Services {
		was := map[string]string{}
		for _, r := range renames {
			if r.Service == svc.Name {
				was[r.To] = r.From
			}
		}
		if len(was) > 0 {
			svc = unrenamedService(svc, was)
		}
		out.Services = append(out.Services, svc)
	}
	return &out
}

func unrenamedService(s *spec.Service, was map[string]string) *spec.Service {
	out := *s
	out.Resources, out.Enums = nil, nil
	enums := map[string]string{}
	for _, r := range s.Resources {
		resource := *r
		if from := was[r.Name]; from != "" {
			resource.Name, resource.RenamedFrom = from, ""
		}
		resource.Fields = nil
		for _, f := range r.Fields {
			field := *f
			if to := was[f.Ref]; to != "" {
				field.Ref = to
			}
			if f.Values != nil {
				field.Enum = resource.Name + "_" + f.Name
				enums[f.Enum] = field.Enum
			}
			resource.Fields = append(resource.Fields, &field)
		}
		out.Resources = append(out.Resources, &resource)
	}
	for _, e := range s.Enums {
		enum := *e
		if to := enums[e.Name]; to != "" {
			enum.Name = to
		}
		out.Enums = append(out.Enums, &enum)
	}
	return &out
}
