package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/workspace"
)

// inDir goes to the directory of --dir.
func inDir(cmd *cobra.Command) error {
	dir, err := cmd.Flags().GetString("dir")
	if err != nil || dir == "" {
		return err
	}
	if err := os.Chdir(dir); err != nil {
		if _, missing := os.Stat(dir); missing == nil {
			return say.Usagef("", "--dir %s: cannot enter the directory", dir)
		}
		return say.Usagef("", "--dir %s: no such directory", dir)
	}
	return nil
}

// site is a workspace that a command works on.
type site struct {
	ui      *ui
	ws      *workspace.Workspace
	state   plan.State
	sources []spec.Source
	seen    []plan.Seen // the sources as they were on disk
	answers
}

// openSite finds the workspace around the current directory and reads its spec. The caller closes it.
func openSite(u *ui) (*site, error) {
	ws, err := openWorkspace()
	if err != nil {
		return nil, err
	}
	s := &site{ui: u, ws: ws}
	if err := s.read(); err != nil {
		return nil, errors.Join(cmp.Or(s.settled(), err), ws.Close()) // an interrupted run explains more than the read error that it caused
	}
	return s, nil
}

// openWorkspace finds the workspace around the current directory, and reads nothing in it. The caller closes it.
func openWorkspace() (*workspace.Workspace, error) {
	dir, err := workspace.Find(".")
	if err != nil {
		return nil, err
	}
	return workspace.Open(dir)
}

func (s *site) read() (err error) {
	if s.state, err = s.ws.State(toolVersion()); err != nil {
		return err
	}
	s.sources, err = spec.Sources(s.state.Disk)
	s.seen = nil
	for _, source := range s.sources {
		s.seen = append(s.seen, plan.Seen{Path: source.Path, Digest: plan.DigestOf(source.Data)})
	}
	return err
}

// sameTool fails if another svcgen wrote the workspace: what its templates change belongs in an upgrade, not in the change of a spec.
func (s *site) sameTool() error { return workspace.SameTool(s.state.Manifest.Tool, toolVersion()) }

func (s *site) close() {
	if s.ws != nil {
		_ = s.ws.Close() // nothing is written through it
	}
}

// relative returns a path of the command line relative to the root of the workspace, as in the manifest. If the file exists, the
// path is relative to the current directory; otherwise it may be relative to the root already.
func (s *site) relative(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		if rel, err := filepath.Rel(s.ws.Dir(), abs); err == nil && filepath.IsLocal(rel) {
			if _, err := os.Lstat(abs); err == nil {
				return filepath.ToSlash(rel)
			}
		}
	}
	return filepath.ToSlash(filepath.Clean(name))
}
