package main

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator/spec"
)

// watchInterval is the time between two looks at the files.
const watchInterval = 300 * time.Millisecond

// watch generates, and again after each change of what a person writes for it, until ctx ends. It asks nothing: what only a person
// can decide is shown, and stays as it is.
func watch(ctx context.Context, o generateOptions) error {
	ws, err := site.OpenWorkspace()
	if err != nil {
		return err
	}
	disk := os.DirFS(ws.Dir())
	if err := ws.Close(); err != nil {
		return err
	}
	alone := *o.ui
	alone.TTY = false
	o.ui = &alone
	for {
		before := lookAt(disk)
		err := runGenerate(ctx, o)
		if ctx.Err() != nil {
			return nil
		}
		o.ui.Say.Failure(err)
		o.ui.Say.Watching()
		if !changed(ctx, disk, before.settle(lookAt(disk))) {
			return nil
		}
	}
}

// inputs are the states of the files that a person writes for generate, by path.
type inputs map[string]string

// lookAt returns the inputs of the workspace on disk: its specs and packs, and the protos and queries, of which some are svcgen's.
func lookAt(disk fs.FS) inputs {
	seen := inputs{}
	_ = fs.WalkDir(disk, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil //nolint:nilerr // a file that goes while we look is a change like others
		case entry.IsDir() && name != "." && !leadsToPacks(name) && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir() || !isSpec(name) && path.Ext(name) != ".proto" && path.Ext(name) != ".sql" && !strings.HasPrefix(name, spec.PacksDir+"/"):
			return nil
		}
		if info, err := entry.Info(); err == nil {
			seen[name] = info.ModTime().String() + " " + info.Mode().String()
		}
		return nil
	})
	return seen
}

// leadsToPacks reports whether a folder holds the packs of the workspace's own.
func leadsToPacks(dir string) bool {
	_, leads := strings.CutPrefix(spec.PacksDir+"/", dir+"/")
	return leads
}

func isSpec(name string) bool {
	return name == spec.WorkspaceFile || path.Base(name) == "service.yaml"
}

// settle returns what later changes are compared with after a run: the specs as they were before it, because generate writes none, and
// all else as it is now.
func (before inputs) settle(now inputs) inputs {
	maps.DeleteFunc(now, func(name, _ string) bool { return isSpec(name) })
	for name, state := range before {
		if isSpec(name) {
			now[name] = state
		}
	}
	return now
}

// changed waits until the inputs differ from seen. It reports false if ctx ends first.
func changed(ctx context.Context, disk fs.FS, seen inputs) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(watchInterval):
		}
		if !maps.Equal(lookAt(disk), seen) {
			return true
		}
	}
}
