package main

import (
	"context"
	"path"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/templates"
)

// version is set by the linker in releases, and nowhere else.
var version string

// toolVersion is the version of this svcgen: a release, or plan.Devel.
func toolVersion() string {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok && v == "" {
		v = info.Main.Version // of go install …@v1.2.3
	}
	if !semver.IsValid(v) || module.IsPseudoVersion(v) || semver.Build(v) != "" {
		return plan.Devel
	}
	return v
}

type versionOptions struct {
	ui   *screen.UI
	json bool
}

func newVersionCmd(u *screen.UI) *cobra.Command {
	o := versionOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "version",
		Short: "show the version of svcgen and of its generators",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runVersion(cmd.Context(), o) },
	}
	addJSON(cmd, &o.json, say.VersionKind)
	return cmd
}

func runVersion(_ context.Context, o versionOptions) error {
	info := say.VersionInfo{Version: toolVersion(), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	build, ok := debug.ReadBuildInfo()
	if ok {
		for _, s := range build.Settings {
			switch s.Key {
			case "vcs.revision":
				info.Revision = s.Value
			case "vcs.modified":
				info.Modified = s.Value == "true"
			}
		}
		for _, dep := range build.Deps {
			switch dep.Path {
			case "github.com/sqlc-dev/sqlc", "github.com/bufbuild/protocompile":
				info.Tools = append(info.Tools, say.Pinned{Name: path.Base(dep.Path), Version: dep.Version})
			}
		}
	}
	plugins, err := pluginPins()
	if err != nil {
		return err
	}
	info.Tools = append(info.Tools, plugins...)
	r := o.ui.Say
	if o.json {
		r.Found(&say.VersionDocument{VersionInfo: &info})
		return nil
	}
	r.Version(info)
	return nil
}

// pluginPins are the protoc plugins with the versions that workspaces get.
func pluginPins() ([]say.Pinned, error) {
	data, _, err := render.ToolPins(templates.FS)
	if err != nil {
		return nil, err
	}
	mod, err := modfile.Parse("tools.mod", data, nil)
	if err != nil {
		return nil, err
	}
	var pins []say.Pinned
	for _, tool := range mod.Tool {
		longest := module.Version{}
		for _, r := range mod.Require {
			if within(tool.Path, r.Mod.Path) && len(r.Mod.Path) > len(longest.Path) {
				longest = r.Mod
			}
		}
		pins = append(pins, say.Pinned{Name: path.Base(tool.Path), Version: longest.Version})
	}
	return pins, nil
}

func within(pkg, mod string) bool {
	return pkg == mod || len(pkg) > len(mod) && pkg[:len(mod)+1] == mod+"/"
}
