package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/svcgen/svcgen/generator/model"
)

// pinsDir holds the pins, the versions of the modules that workspaces use. <feature>.mod and <feature>.sum have the lines of go.mod and
// go.sum that a feature adds to those of base; tools.mod and tools.sum have those of the protoc plugins. A workspace gets the pins of
// base, and of each feature with a module that its code imports. TestPins in package codegen computes them with go mod tidy.
const pinsDir = "core/pins"

// pin is the requirements of a feature.
type pin struct {
	feature string
	mod     *modfile.File
	sum     []byte
}

// ToolPins returns go.mod and go.sum of the module that pins the protoc plugins.
func ToolPins(fsys fs.FS) (mod, sum []byte, err error) {
	if mod, err = readPin(fsys, "tools.mod"); err != nil {
		return nil, nil, err
	}
	sum, err = readPin(fsys, "tools.sum")
	return mod, sum, err
}

// pinTexts returns go.mod, go.sum, tools.mod and tools.sum. Existing ones are merged by requirement, not by line.
func pinTexts(m *model.Model, fsys fs.FS, imports []string) ([]text, error) {
	pins, err := readPins(fsys, imports)
	if err != nil {
		return nil, err
	}
	mod, err := goMod(m, pins)
	if err != nil {
		return nil, err
	}
	sum, err := goSum(pins)
	if err != nil {
		return nil, err
	}
	tools, toolsSum, err := ToolPins(fsys)
	if err != nil {
		return nil, err
	}
	if tools, err = toolsMod(m, tools); err != nil {
		return nil, err
	}
	var texts []text
	for name, data := range map[string][]byte{"go.mod": mod, "go.sum": sum, "tools.mod": tools, "tools.sum": toolsSum} {
		texts = append(texts, text{unit: workspaceUnit, template: pinsDir, File: File{Path: name, Mode: 0o644, Class: Merged, Data: data}})
	}
	return texts, nil
}

// readPins reads the pins of base and those of the features that a workspace with these imports uses.
func readPins(fsys fs.FS, imports []string) ([]pin, error) {
	names, err := fs.Glob(fsys, pinsDir+"/*.mod")
	if err != nil {
		return nil, fmt.Errorf("list pins: %w", err)
	}
	features := []string{"base"}
	for _, name := range names {
		if feature := strings.TrimSuffix(path.Base(name), ".mod"); feature != "base" && feature != "tools" {
			features = append(features, feature)
		}
	}
	var pins []pin
	for _, feature := range features {
		data, err := readPin(fsys, feature+".mod")
		if err != nil {
			return nil, err
		}
		mod, err := modfile.Parse(feature+".mod", data, nil)
		if err != nil {
			return nil, fmt.Errorf("read pins: %w", err)
		}
		if feature == "base" { // has packages below the path of another module: google.golang.org/genproto/googleapis/api
			imports = slices.DeleteFunc(slices.Clone(imports), func(path string) bool { return requires(mod, []string{path}) })
		} else if !requires(mod, imports) {
			continue
		}
		sum, err := readPin(fsys, feature+".sum")
		if err != nil {
			return nil, err
		}
		pins = append(pins, pin{feature, mod, sum})
	}
	return pins, nil
}

// requires reports whether one of the imports is a package of a module that a feature requires.
func requires(feature *modfile.File, imports []string) bool {
	return slices.ContainsFunc(feature.Require, func(r *modfile.Require) bool {
		return !r.Indirect && slices.ContainsFunc(imports, func(importPath string) bool {
			return strings.HasPrefix(importPath+"/", r.Mod.Path+"/")
		})
	})
}

// goMod returns go.mod with the requirements of all features, as go mod tidy writes it.
func goMod(m *model.Model, pins []pin) ([]byte, error) {
	requirements := map[string]modfile.Require{}
	version := ""
	for _, p := range pins {
		if p.mod.Go != nil {
			version = p.mod.Go.Version
		}
		for _, r := range p.mod.Require {
			if have, ok := requirements[r.Mod.Path]; ok && have.Mod.Version != r.Mod.Version {
				return nil, fmt.Errorf("pins disagree on %s: %s and %s", r.Mod.Path, have.Mod.Version, r.Mod.Version)
			} else if !ok || have.Indirect {
				requirements[r.Mod.Path] = *r
			}
		}
	}
	var direct, indirect []string
	for name, r := range requirements {
		line := "\t" + modfile.AutoQuote(name) + " " + r.Mod.Version
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

// goSum returns go.sum with the lines of all features, in the order of the go command.
func goSum(pins []pin) ([]byte, error) {
	lines := map[module.Version]string{}
	for _, p := range pins {
		for l := range bytes.Lines(p.sum) {
			fields := strings.Fields(string(l))
			if len(fields) != 3 {
				return nil, fmt.Errorf("read pins: %s.sum: %q is not a line of go.sum", p.feature, l)
			}
			lines[module.Version{Path: fields[0], Version: fields[1]}] = string(l)
		}
	}
	dropUnused(lines, pins)
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

// dropUnused drops the lines of modules that one feature builds with, and that another one requires in a later version.
func dropUnused(lines map[module.Version]string, pins []pin) {
	for _, p := range pins {
		for _, r := range p.mod.Require {
			for v := range lines {
				built := !strings.HasSuffix(v.Version, "/go.mod")
				if v.Path == r.Mod.Path && v.Version != r.Mod.Version && built {
					delete(lines, v)
					delete(lines, module.Version{Path: v.Path, Version: v.Version + "/go.mod"})
				}
			}
		}
	}
}

// toolsMod returns go.mod of the tools with a module path below that of the workspace.
func toolsMod(m *model.Model, tools []byte) ([]byte, error) {
	mod, err := modfile.Parse("tools.mod", tools, nil)
	if err != nil {
		return nil, fmt.Errorf("read pins: %w", err)
	}
	if err := mod.AddModuleStmt(m.Module); err != nil {
		return nil, fmt.Errorf("name the tools' module: %w", err)
	}
	return modfile.Format(mod.Syntax), nil
}

func readPin(fsys fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(fsys, pinsDir+"/"+name)
	if err != nil {
		return nil, fmt.Errorf("read pins: %w", err)
	}
	return data, nil
}
