// Package site is what all commands do with a workspace: they open it, lock it, plan, ask what has to be decided, and write.
package site

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/workspace"
)

// Site is a workspace that a command works on.
type Site struct {
	UI      *screen.UI
	WS      *workspace.Workspace
	State   plan.State
	Sources []spec.Source
	Seen    []plan.Seen // the sources as they were on disk
	answers
}

// Open finds the workspace around the current directory and reads its spec. The caller closes it.
func Open(u *screen.UI) (*Site, error) {
	ws, err := OpenWorkspace()
	if err != nil {
		return nil, err
	}
	s := &Site{UI: u, WS: ws}
	if err := s.read(); err != nil {
		return nil, errors.Join(cmp.Or(s.Settled(), err), ws.Close()) // an interrupted run explains more than the read error that it caused
	}
	return s, nil
}

// OpenWorkspace finds the workspace around the current directory, and reads nothing in it. The caller closes it.
func OpenWorkspace() (*workspace.Workspace, error) {
	dir, err := workspace.Find(".")
	if err != nil {
		return nil, err
	}
	return workspace.Open(dir)
}

func (s *Site) read() (err error) {
	if s.State, err = s.WS.State(s.UI.Version); err != nil {
		return err
	}
	s.Sources, err = spec.Sources(s.State.Disk)
	s.Seen = nil
	for _, source := range s.Sources {
		s.Seen = append(s.Seen, plan.Seen{Path: source.Path, Digest: plan.DigestOf(source.Data)})
	}
	return err
}

// SameTool fails if another svcgen wrote the workspace: what its templates change belongs in an upgrade, not in the change of a spec.
func (s *Site) SameTool() error { return workspace.SameTool(s.State.Manifest.Tool, s.UI.Version) }

// Close ends the work on the workspace.
func (s *Site) Close() {
	if s.WS != nil {
		_ = s.WS.Close() // nothing is written through it
	}
}

// Relative returns a path of the command line relative to the root of the workspace, as in the manifest. If the file exists, the
// path is relative to the current directory; otherwise it may be relative to the root already.
func (s *Site) Relative(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		if rel, err := filepath.Rel(s.WS.Dir(), abs); err == nil && filepath.IsLocal(rel) {
			if _, err := os.Lstat(abs); err == nil {
				return filepath.ToSlash(rel)
			}
		}
	}
	return filepath.ToSlash(filepath.Clean(name))
}
