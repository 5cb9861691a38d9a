package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/svcgen/svcgen/generator/plan"
)

// FileError is a failure of the disk, with the file.
type FileError struct {
	Op   string // "read", "write", "replace", "remove", …
	Path string // relative to the workspace if the file is in it
	Err  error
}

func (e *FileError) Error() string {
	why := e.Err.Error()
	switch {
	case errors.Is(e.Err, syscall.ENOSPC):
		why = "the disk is full"
	case errors.Is(e.Err, fs.ErrPermission):
		why = "permission denied"
	case errors.Is(e.Err, syscall.EROFS):
		why = "the file system is read-only"
	}
	return fmt.Sprintf("cannot %s %s: %s", e.Op, e.Path, why)
}

// Unwrap returns the cause, so that errors.Is finds fs.ErrPermission or syscall.ENOSPC.
func (e *FileError) Unwrap() error { return e.Err }

// explain makes a FileError; nil stays nil.
func explain(op, path string, err error) error {
	if err == nil {
		return nil
	}
	if _, done := errors.AsType[*FileError](err); done {
		return err
	}
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &le):
		err = le.Err
	}
	return &FileError{op, path, err}
}

// EditedError says that files were edited after an interrupted run that would have changed them. Nothing was done.
type EditedError struct{ Paths []string }

func (e *EditedError) Error() string {
	return "a run of svcgen was interrupted, and since then somebody edited " + plan.Enumerate(e.Paths)
}

// PendingError says that an earlier run was interrupted: Recover or Abort has to come first.
type PendingError struct{}

func (e *PendingError) Error() string {
	return "an earlier run of svcgen was interrupted: run svcgen recover"
}

// UnfinishedError says that a transaction could be neither finished nor rolled back. Recover finishes it when the cause is
// gone.
type UnfinishedError struct{ Err, Undo error }

func (e *UnfinishedError) Error() string {
	return fmt.Sprintf("%v; the files are partly written: fix that, then run svcgen recover", e.Err)
}

// Unwrap returns both causes.
func (e *UnfinishedError) Unwrap() []error { return []error{e.Err, e.Undo} }
