package plan

import (
	"errors"
	"fmt"
	"io/fs"

	udiff "github.com/aymanbagabas/go-udiff"
)

// Diff returns the unified diff of the action, or of --take for a Conflict. It is empty
// if nothing changes.
func (a Action) Diff(disk fs.FS) (string, error) {
	if !a.Writes() && a.Kind != Conflict {
		return "", nil
	}
	from := a.From
	if from == "" {
		from = a.Path
	}
	oldName, newName := "a/"+from, "b/"+a.Path
	before, err := readDisk(disk, from)
	var blocked *InTheWayError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		oldName = "/dev/null"
	case errors.As(err, &blocked):
		return "", nil
	case err != nil:
		return "", err
	}
	after := a.File.Data
	if a.Kind == Delete || a.Kind == Conflict && after == nil {
		newName = "/dev/null"
	}
	if isBinary(before) || isBinary(after) {
		if sameText(before, after) {
			return "", nil
		}
		return fmt.Sprintf("binary files %s and %s differ\n", oldName, newName), nil
	}
	old, text := string(Normalise(before)), string(Normalise(after))
	out, err := udiff.ToUnified(oldName, newName, old, udiff.Lines(old, text), udiff.DefaultContextLines)
	if err != nil {
		return "", fmt.Errorf("diff of %s: %w", a.Path, err)
	}
	if out == "" && a.Kind == Move {
		return fmt.Sprintf("rename from %s\nrename to %s\n", from, a.Path), nil
	}
	return out, nil
}

// readDisk reads a file of a tree that may be nil: empty.
func readDisk(disk fs.FS, path string) ([]byte, error) {
	if disk == nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(disk, path)
}
