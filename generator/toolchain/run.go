package toolchain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Error says that a program failed.
type Error struct {
	Program string // its name, without its folder
	Output  string // of stderr, or of stdout if stderr is empty
	Err     error
	Hint    string // what to do about it; may be ""
}

// Error is the program's output, or how it ended if there is none.
func (e *Error) Error() string {
	if e.Output == "" {
		return fmt.Sprintf("%s: %v", e.Program, e.Err)
	}
	return fmt.Sprintf("%s: %s", e.Program, e.Output)
}

// Unwrap returns the error of the process.
func (e *Error) Unwrap() error { return e.Err }

// place is a line of a program's output that names a place.
var place = regexp.MustCompile(`(?m)^([^\s:][^:\n]*\.[a-z]+):(\d+):(\d+): (.*)$`)

// Places are the lines of the output that name a place in a file.
func (e *Error) Places() []Diagnostic {
	var out []Diagnostic
	for _, m := range place.FindAllStringSubmatch(e.Output, -1) {
		d := Diagnostic{Path: m[1], Msg: m[4]}
		d.Line, _ = strconv.Atoi(m[2]) // digits
		d.Col, _ = strconv.Atoi(m[3])  // digits
		out = append(out, d)
	}
	return out
}

// command is a program to be run.
type command struct {
	argv  []string
	dir   string
	env   []string // the whole of it; nil is environment()
	stdin []byte
}

// run runs a program to its end and returns its standard output. When ctx ends, the program and its children are killed
// and the error is the context's.
func run(ctx context.Context, c command) (stdout []byte, err error) {
	var out, errOut bytes.Buffer
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...) //nolint:gosec // the programs are those that this package found
	cmd.Dir = c.dir
	if cmd.Env = c.env; c.env == nil {
		cmd.Env = environment()
	}
	cmd.Stdin = bytes.NewReader(c.stdin)
	cmd.Stdout = &out
	cmd.Stderr = &errOut
	cmd.WaitDelay = 5 * time.Second
	ownGroup(cmd)
	err = cmd.Run()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil {
		output := strings.TrimSpace(errOut.String())
		if output == "" {
			output = strings.TrimSpace(out.String())
		}
		name := strings.TrimSuffix(filepath.Base(c.argv[0]), ".exe")
		if _, ran := errors.AsType[*exec.ExitError](err); !ran {
			output = "" // it did not start: the error itself says why
		}
		return nil, &Error{Program: name, Output: output, Err: err}
	}
	return out.Bytes(), nil
}
