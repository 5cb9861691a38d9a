package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/workspace"
)

// checkNewDir refuses a directory that svcgen new must not fill.
func checkNewDir(dir string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if root, err := workspace.Find(existing(abs)); err == nil && (root != abs || isWorkspace(abs)) {
		if root == abs {
			return say.Usagef("edit its spec, then svcgen generate; or add a service: svcgen add service NAME", "%s is a workspace already", dir)
		}
		return say.Usagef("add a service to that workspace: svcgen add service NAME", "%s is inside the workspace %s", dir, root)
	}
	if at := existing(abs); at != abs {
		if info, err := os.Stat(at); err == nil && !info.IsDir() {
			return say.Usagef("", "%s is a file", at)
		}
	}
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return say.Failedf("", "read %s: %w", dir, err)
	case !info.IsDir():
		return say.Usagef("", "%s is a file", dir)
	case filepath.Clean(dir) == ".":
		return nil
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		return say.Failedf("", "read %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return say.Usagef("choose another name, or use the directory as it is: cd "+plan.ShellQuote(dir)+" && svcgen new .", "%s is not empty", dir)
	}
	return nil
}

func isWorkspace(dir string) bool {
	ws, err := workspace.Open(dir)
	if err != nil {
		return false
	}
	defer func() { _ = ws.Close() }() // nothing is written through it
	return ws.Exists()
}

// existing is the nearest directory at or above dir that exists.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
