package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// moves lists the files whose subject was renamed, with the text that svcgen would generate under the old name: the user's edits
// of it are merged into the text with the new name.
func moves(renderer *render.Renderer, s *spec.Spec, m *model.Model, disk fs.FS) ([]plan.Rename, error) {
	renames := renderer.Renames(m)
	if len(renames) == 0 {
		return nil, nil
	}
	folders := serviceFolders(m)
	out := folders.renames()
	old, err := readLedger(disk)
	if err != nil {
		return nil, err
	}
	before, _, err := build.Model(unrenamed(renderer, s, renames), old)
	if err != nil {
		return out, nil //nolint:nilerr // the old names contradict other changes of the spec: files are moved without a merge
	}
	rendered, err := renderer.Files(before)
	if err != nil {
		return nil, err
	}
	base := map[string][]byte{}
	for _, f := range rendered {
		base[f.Path] = f.Data
	}
	to := map[place]string{}
	for _, p := range renderer.Places(m) {
		if key, known := placeBefore(p); known {
			to[key] = p.Path
		}
	}
	for _, p := range renderer.Places(before) {
		now := to[placeOf(p)]
		if now == "" || now == p.Path {
			continue
		}
		out = append(out, plan.Rename{From: folders.find(disk, p.Path), To: now, Base: base[p.Path]})
		if from, to := path.Dir(p.Path), path.Dir(now); from != to && folders.moved(from) != to {
			out = append(out, folders.rename(from, to)...)
		}
	}
	return out, nil
}

// mergedSQL returns the user's SQL files, by path, that the renames change: svcgen merges the new names into them. sqlc has to see
// them as they will be.
func mergedSQL(in plan.Input, st plan.State) (map[string][]byte, error) {
	if len(in.Renames) == 0 {
		return nil, nil
	}
	p, err := plan.Make(in, st)
	if err != nil {
		return nil, err
	}
	texts := map[string][]byte{}
	for _, a := range p.Actions {
		if a.File.Class == render.Seeded && path.Ext(a.Path) == ".sql" && a.Writes() {
			texts[a.Path] = a.File.Data
		}
	}
	return texts, nil
}

// place identifies a file of the catalog by what it is about, not by its path.
type place struct{ row, service, kind, id string }

func placeOf(p render.Place) place {
	key := place{row: p.Row, kind: p.Kind, id: p.ID}
	if p.Service != nil {
		key.service = p.Service.Name
	}
	return key
}

// placeBefore is the place that a file had in the last run. known is false if what it is about is new.
func placeBefore(p render.Place) (key place, known bool) {
	key = place{row: p.Row, kind: p.Kind, id: p.Was}
	if p.Service != nil {
		key.service = p.Service.Was()
	}
	isNew := p.Service != nil && key.service == "" || p.Kind != "" && p.Was == ""
	return key, !isNew
}

// noteOldNames adds a notice to the user's own files in moved folders that still import or declare the old package. svcgen
// never rewrites them.
func noteOldNames(p *plan.Plan, m *model.Model) {
	for _, s := range m.Services {
		was := s.Was()
		if was == "" || was == s.Name {
			continue
		}
		old := []string{
			`"` + m.Module + "/" + path.Dir(spec.ServiceFile(was)) + "/",
			`"` + m.Module + "/" + codeDir(m.ProtoDir(was)),
		}
		for i, a := range p.Actions {
			if a.Kind != plan.Move || a.File.Class != "" || path.Ext(a.Path) != ".go" || !strings.HasPrefix(a.Path, s.Dir+"/") {
				continue
			}
			text := string(a.File.Data)
			says := func(name string) bool { return strings.Contains(text, name) }
			if slices.ContainsFunc(old, says) || packageOf(text) == s.PackageWas() && s.PackageWas() != s.Package {
				p.Actions[i].Notice = "it still has the old name: change it yourself"
			}
		}
	}
}

// packageOf is the name in the package clause of a Go file.
func packageOf(text string) string {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(f.Name.Name, "_test")
}
