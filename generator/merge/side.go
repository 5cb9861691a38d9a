// Package merge brings two branches of a workspace together: the specs entry by entry, the user's files as git merged them, and
// everything that svcgen writes by generating it anew. It neither asks nor writes.
package merge

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// side is a workspace as a commit has it. It is read from git, because the files on disk may be half merged.
type side struct {
	name     string // what a person calls the commit
	files    map[string]file
	manifest plan.Manifest
	ledger   *ledger.Ledger
	sources  []spec.Source
}

type file struct {
	data []byte
	exec bool
}

// readSide reads what svcgen knows and writes in a commit. A commit without a workspace is an empty side.
func readSide(ctx context.Context, git *toolchain.Git, c Commit) (*side, error) {
	s := &side{name: c.Name, files: map[string]file{}}
	tree, err := git.Tree(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	if err := s.read(ctx, git, tree, []string{plan.ManifestPath}); err != nil {
		return nil, err
	}
	if s.manifest, err = plan.ParseManifest(s.files[plan.ManifestPath].data); err != nil {
		return nil, fmt.Errorf("in %s: %w", c.Name, err)
	}
	var paths []string
	for name := range tree {
		if isState(name) || isSpec(name) || isMigration(name) {
			paths = append(paths, name)
		}
	}
	for _, e := range s.manifest.Files {
		paths = append(paths, e.Path)
	}
	if err := s.read(ctx, git, tree, paths); err != nil {
		return nil, err
	}
	model := map[string][]byte{}
	for name, f := range s.files {
		if path.Dir(name) == ledger.Dir {
			model[name] = plan.Normalise(f.data)
		}
		if isSpec(name) {
			s.sources = append(s.sources, spec.Source{Path: name, Data: f.data})
		}
	}
	slices.SortFunc(s.sources, func(a, b spec.Source) int { return strings.Compare(a.Path, b.Path) })
	if s.ledger, err = ledger.Parse(model); err != nil {
		return nil, fmt.Errorf("in %s: %w", c.Name, err)
	}
	return s, nil
}

func (s *side) read(ctx context.Context, git *toolchain.Git, tree map[string]toolchain.Blob, paths []string) error {
	var ids []string
	for _, p := range paths {
		if b, ok := tree[p]; ok {
			ids = append(ids, b.ID)
		}
	}
	blobs, err := git.Blobs(ctx, ids)
	if err != nil {
		return err
	}
	for _, p := range paths {
		if b, ok := tree[p]; ok {
			s.files[p] = file{blobs[b.ID], b.Executable}
		}
	}
	return nil
}

// data is the text of a file, nil if the side does not have it.
func (s *side) data(name string) []byte {
	f, ok := s.files[name]
	if !ok {
		return nil
	}
	if f.data == nil {
		return []byte{}
	}
	return plan.Normalise(f.data)
}

// base returns a merged file as svcgen last generated it.
func (s *side) base(name string) []byte { return s.data(plan.BaseDir + "/" + name) }

// entry returns the manifest's entry for a file.
func (s *side) entry(name string) (plan.Entry, bool) {
	i, ok := slices.BinarySearchFunc(s.manifest.Files, name, func(e plan.Entry, name string) int { return strings.Compare(e.Path, name) })
	if !ok {
		return plan.Entry{}, false
	}
	return s.manifest.Files[i], true
}

// isState reports whether svcgen keeps its state in a file. Packs of the workspace's own are the user's.
func isState(name string) bool {
	return strings.HasPrefix(name, plan.StateDir+"/") && name != plan.LockPath && !strings.HasPrefix(name, plan.TxDir+"/") &&
		!strings.HasPrefix(name, spec.PacksDir+"/")
}

func isSpec(name string) bool {
	return name == spec.WorkspaceFile || name == spec.ServiceFile(path.Base(path.Dir(name)))
}

func isMigration(name string) bool { return serviceOf(name) != "" && path.Ext(name) == ".sql" }

// serviceOf is the service whose migrations are in the directory of a file, "" if none are.
func serviceOf(name string) string {
	dir := path.Dir(name)
	service := path.Base(path.Dir(dir))
	if dir == path.Dir(spec.ServiceFile(service))+"/migrations" {
		return service
	}
	return ""
}
