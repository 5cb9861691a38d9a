package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// The pins say which version of which module a workspace uses. They stand in templates/core/pins: <feature>.mod and
// <feature>.sum hold the lines of go.mod and go.sum that a feature adds to those of base; tools.mod and tools.sum hold the
// protoc plugins. TestPins in package codegen computes them again with go mod tidy.
const pinsDir = "core/pins"

// Feature is something that a workspace may use, with requirements of its own.
type Feature struct {
	Name string
	When func(*model.Model) bool // nil: always
}

// Features lists every feature, base first.
func Features() []Feature {
	return []Feature{
		{Name: "base"},
		{Name: "decimal", When: kinds(spec.Decimal)},
	}
}

// ToolPins are go.mod and go.sum of the module that pins the protoc plugins.
func ToolPins(fsys fs.FS) (mod, sum []byte, err error) {
	if mod, err = readPin(fsys, "tools.mod"); err != nil {
		return nil, nil, err
	}
	sum, err = readPin(fsys, "tools.sum")
	return mod, sum, err
}

// pinJobs lists go.mod, go.sum, tools.mod and tools.sum. They are merged by requirement where the workspace has them.
func pinJobs(m *model.Model, fsys fs.FS) []job {
	file := func(name string, render func(*model.Model, fs.FS) ([]byte, error)) job {
		return func() (text, error) {
			data, err := render(m, fsys)
			return text{workspaceUnit, pinsDir, File{Path: name, Mode: 0o644, Class: Merged, Data: data}}, err
		}
	}
	return []job{
		file("go.mod", goMod),
		file("go.sum", goSum),
		file("tools.mod", toolsMod),
		file("tools.sum", func(_ *model.Model, fsys fs.FS) ([]byte, error) { return readPin(fsys, "tools.sum") }),
	}
}

// goMod is the union of the features' requirements, as go mod tidy writes it.
func goMod(m *model.Model, fsys fs.FS) ([]byte, error) {
	requirements := map[string]modfile.Require{}
	version := ""
	for _, f := range wanted(m) {
		text, err := readPin(fsys, f.Name+".mod")
		if err != nil {
			return nil, err
		}
		pins, err := modfile.Parse(f.Name+".mod", text, nil)
		if err != nil {
			return nil, fmt.Errorf("read pins: %w", err)
		}
		if pins.Go != nil {
			version = pins.Go.Version
		}
		for _, r := range pins.Require {
			if have, ok := requirements[r.Mod.Path]; ok && have.Mod.Version != r.Mod.Version {
				return nil, fmt.Errorf("pins disagree on %s: %s and %s", r.Mod.Path, have.Mod.Version, r.Mod.Version)
			} else if !ok || have.Indirect {
				requirements[r.Mod.Path] = *r
			}
		}
	}
	var direct, indirect []string
	for path, r := range requirements {
		line := "\t" + modfile.AutoQuote(path) + " " + r.Mod.Version
		if r.Indirect {
			indirect = append(indirect, line+" // indirect\n")
		} else {
			direct = append(direct, line+"\n")
		}
	}
	slices.Sort(direct)
	slices.Sort(indirect)
	return fmt.Appendf(nil, "module %s\n\ngo %s\n\nrequire (\n%s)\n\nrequire (\n%s)\n",
		modfile.AutoQuote(m.Module), version, strings.Join(direct, ""), strings.Join(indirect, "")), nil
}

// goSum is the union of the features' sums, in go's order.
func goSum(m *model.Model, fsys fs.FS) ([]byte, error) {
	lines := map[module.Version]string{}
	for _, f := range wanted(m) {
		text, err := readPin(fsys, f.Name+".sum")
		if err != nil {
			return nil, err
		}
		for l := range bytes.Lines(text) {
			fields := strings.Fields(string(l))
			if len(fields) != 3 {
				return nil, fmt.Errorf("read pins: %s.sum: %q is no sum", f.Name, l)
			}
			lines[module.Version{Path: fields[0], Version: fields[1]}] = string(l)
		}
	}
	versions := make([]module.Version, 0, len(lines))
	for v := range lines {
		versions = append(versions, v)
	}
	module.Sort(versions)
	var out bytes.Buffer
	for _, v := range versions {
		out.WriteString(lines[v])
	}
	return out.Bytes(), nil
}

// toolsMod is the tools' module under the workspace's path.
func toolsMod(m *model.Model, fsys fs.FS) ([]byte, error) {
	text, err := readPin(fsys, "tools.mod")
	if err != nil {
		return nil, err
	}
	mod, err := modfile.Parse("tools.mod", text, nil)
	if err != nil {
		return nil, fmt.Errorf("read pins: %w", err)
	}
	if err := mod.AddModuleStmt(m.Module); err != nil {
		return nil, fmt.Errorf("name the tools' module: %w", err)
	}
	return modfile.Format(mod.Syntax), nil
}

// wanted lists the features that a model uses.
func wanted(m *model.Model) []Feature {
	return slices.DeleteFunc(Features(), func(f Feature) bool { return f.When != nil && !f.When(m) })
}

func readPin(fsys fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(fsys, pinsDir+"/"+name)
	if err != nil {
		return nil, fmt.Errorf("read pins: %w", err)
	}
	return data, nil
}
