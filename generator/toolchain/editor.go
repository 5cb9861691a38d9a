package toolchain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// Terminal is what an editor runs on.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
}

// Edit runs the user's editor on a file until it is closed: VISUAL, EDITOR, or what the system has.
func Edit(ctx context.Context, file string, on Terminal) error {
	argv, err := editor()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, argv[0], append(argv[1:], file)...) //nolint:gosec // it is what the user wants to run
	cmd.Stdin, cmd.Stdout, cmd.Stderr = on.In, on.Out, on.Err
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return fmt.Errorf("edit with %s: %w", strings.Join(argv, " "), err)
	}
	return nil
}

// editor is the command of the editor, split at its blanks: EDITOR="code --wait".
func editor() ([]string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(os.Getenv(name)); len(words) > 0 {
			return words, nil
		}
	}
	usual := "vi"
	if runtime.GOOS == "windows" {
		usual = "notepad"
	}
	path, err := exec.LookPath(usual)
	if err != nil {
		return nil, errors.New("there is no editor: neither VISUAL nor EDITOR is set, and " + usual + " is not installed")
	}
	return []string{path}, nil
}
