// Package toolchain is the only one that starts other programs: go, the protoc plugins, sqlc. A program gets its own
// process group, so that cancelling the context leaves none of its children behind; its output is captured and returned as
// a result or in an *Error. Temporary trees that programs need are made and removed here.
package toolchain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sync"
)

// SQLCArg is the first argument with which svcgen runs itself as sqlc: sqlc ends the process on errors and prints to the
// process's own streams, so it cannot be called as a function.
const SQLCArg = "__sqlc"

// Options says where the programs are. Only the pins are required.
type Options struct {
	// ToolsMod and ToolsSum are go.mod and go.sum of the module that pins the protoc plugins.
	ToolsMod, ToolsSum []byte

	// Progress is called before something that takes seconds, with what it is: "building the protoc plugins (once)"; the
	// function that it returns is called afterwards. It may be nil.
	Progress func(what string) (done func())

	// SQLC is the command that runs sqlc. If it is empty, svcgen runs itself with SQLCArg.
	SQLC []string

	// CacheDir is the directory of built plugins. Empty means svcgen's folder in the user's cache.
	CacheDir string

	// ProofDir is the directory of proofs. Empty means svcgen's folder in the user's cache.
	ProofDir string

	// PostgresDirs are the folders that may contain initdb and postgres. If it is nil, they are those of PATH and of Debian's
	// packages.
	PostgresDirs []string

	// LibexecDirs are the folders that may contain the plugins of a release. If it is nil, they are libexec beside the
	// binary and beside its folder.
	LibexecDirs []string
}

// Tools finds programs and runs them. It is safe for concurrent use.
type Tools struct {
	options Options
	mu      sync.Mutex // one build of the plugins at a time
	dir     string     // the folder of the plugins, once found
}

// New returns the tools. It looks for no program before it is needed.
func New(o Options) *Tools {
	return &Tools{options: o}
}

// Toolset is a digest of everything that determines the output of the generators: equal toolsets give equal files for equal
// inputs.
func (t *Tools) Toolset() string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\n%s\n", t.options.ToolsMod, t.options.ToolsSum)
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			switch dep.Path {
			case "github.com/bufbuild/protocompile", "github.com/sqlc-dev/sqlc", "google.golang.org/protobuf":
				_, _ = fmt.Fprintln(h, dep.Path, dep.Version)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// goCommand is the path of the go command.
func goCommand() (string, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return "", &NoGoError{err}
	}
	return path, nil
}

// libexecDirs are the directories in which a release may have its plugins.
func (t *Tools) libexecDirs() []string {
	if t.options.LibexecDirs != nil {
		return t.options.LibexecDirs
	}
	self, err := os.Executable()
	if err != nil {
		return nil
	}
	if file, err := filepath.EvalSymlinks(self); err == nil {
		self = file
	}
	dir := filepath.Dir(self)
	return []string{filepath.Join(dir, "libexec"), filepath.Join(filepath.Dir(dir), "libexec")}
}
