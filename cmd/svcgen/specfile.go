package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/spec"
)

// maxSpec is more than package spec takes; reading ends there.
const maxSpec = 2 << 20

// readSpecFile reads the spec that --file names; - is the standard input.
func readSpecFile(ctx context.Context, u *screen.UI, name string) (spec.Source, error) {
	if name == "-" {
		if screen.IsTerminal(u.In) {
			u.Say.ReadingTerminal()
		}
		data, err := readInput(ctx, u.In)
		return spec.Source{Path: "<stdin>", Data: data}, err
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return spec.Source{}, say.Usagef("", "--file %s: no such file", name)
	case err != nil:
		return spec.Source{}, say.Failedf("", "read the spec: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing is written to it
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return spec.Source{}, say.Usagef("name the YAML file in it", "--file %s: a directory", name)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSpec))
	if err != nil {
		return spec.Source{}, say.Failedf("", "read the spec: %w", err)
	}
	return spec.Source{Path: filepath.ToSlash(name), Data: data}, nil
}

// readInput reads in the background, so that Ctrl-C is heard while nothing comes.
func readInput(ctx context.Context, in io.Reader) ([]byte, error) {
	data, err := ask.Promptly(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(in, maxSpec)) })
	switch {
	case ctx.Err() != nil:
		return nil, ask.ErrCancelled
	case err != nil:
		return nil, say.Failedf("", "read the spec from the standard input: %w", err)
	default:
		return data, nil
	}
}
