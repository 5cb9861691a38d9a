package toolchain

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// SQLC runs `sqlc generate` over a tree that holds sqlc.yaml and what it names, and returns the files that it wrote. What
// sqlc finds wrong is an *Error with lines file:line:col: message, the files as in the tree.
func (t *Tools) SQLC(ctx context.Context, tree []File) ([]File, error) {
	argv := t.options.SQLC
	if len(argv) == 0 {
		if slices.Contains(os.Args, SQLCArg) { // a program that does not know the argument would start itself without end
			return nil, errors.New("this program was started as sqlc, but does not contain it")
		}
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("find svcgen's own program: %w", err)
		}
		argv = []string{self, SQLCArg}
	}
	dir, remove, err := stage(tree)
	if err != nil {
		return nil, err
	}
	defer remove()
	argv = append(append([]string{}, argv...), "generate", "--no-remote")
	if _, err := run(ctx, command{argv: argv, dir: dir}); err != nil {
		return nil, sqlcError(err, dir)
	}
	return collect(dir, tree)
}

// sqlcError takes from sqlc's output the lines that say what is wrong; the others name packages. Paths in the temporary tree
// lose its name.
func sqlcError(err error, dir string) error {
	var failed *Error
	if !errors.As(err, &failed) {
		return err
	}
	var lines []string
	for l := range strings.SplitSeq(failed.Output, "\n") {
		if l != "" && !strings.HasPrefix(l, "# package ") {
			lines = append(lines, strings.ReplaceAll(l, dir+string(filepath.Separator), ""))
		}
	}
	return &Error{Program: "sqlc", Output: strings.Join(lines, "\n"), Err: failed.Err}
}
