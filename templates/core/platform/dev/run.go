// Package dev is the loop of a developer: it builds a program and runs it, again after each change of a file.
package dev

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// How long the loop waits.
const (
	interval  = 300 * time.Millisecond // between two looks at the files
	stopLimit = 30 * time.Second       // for the program to end; more than DRAIN_TIMEOUT
)

// Loop builds and runs a program until its context ends. It works in the directory that is the root of the workspace.
type Loop struct {
	Package  string   // of the program: ./cmd/shop
	Generate []string // the command that runs first if a spec has changed: svcgen generate
	Out      io.Writer
	Log      func(line []byte) // gets each line that the program logs
}

// Run returns the exit code of the program when ctx and then the program have ended, or when the program ends before any change. After a
// change, what does not build or generate is reported, and what runs goes on; a program that has ended starts again.
func (l *Loop) Run(ctx context.Context) int {
	seen := look(".")
	l.say("compiling %s", l.Package)
	if !l.build(ctx) {
		return 1
	}
	running, first := l.run(), true
	for sleep(ctx, interval) {
		now := look(".")
		changed := now.changedSince(seen)
		if first && running.hasEnded() {
			return running.exitCode()
		}
		if len(changed) == 0 {
			continue
		}
		seen, first = now, false
		l.say("changed: %s", strings.Join(changed[:min(len(changed), 3)], ", "))
		if slices.ContainsFunc(changed, isSpec) && len(l.Generate) > 0 {
			if !l.command(ctx, l.Generate...) {
				continue
			}
			seen = look(".")
		}
		if l.build(ctx) {
			running.stop()
			running = l.run()
		}
	}
	return running.stop()
}

func (l *Loop) build(ctx context.Context) bool {
	return l.command(ctx, "go", "build", "-o", "bin/", l.Package)
}

// command runs a command and reports whether it succeeded. Its output is that of the loop.
func (l *Loop) command(ctx context.Context, args ...string) bool {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) // #nosec G204 -- commands of this package and of tools/dev
	cmd.Stdout, cmd.Stderr = l.Out, l.Out
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return false
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		l.say("%s is not installed: put it on PATH, or name it, as in make dev SVCGEN=/path/to/svcgen; waiting for a change", args[0])
	case err != nil:
		l.say("%s: %v; waiting for a change", strings.Join(args, " "), err)
	}
	return err == nil
}

func (l *Loop) say(format string, args ...any) {
	_, _ = fmt.Fprintf(l.Out, "dev: "+format+"\n", args...)
}

// process is a program that runs.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

func (l *Loop) run() *process {
	// #nosec G204 -- the program that it has built
	cmd := exec.Command(filepath.Join("bin", filepath.Base(l.Package))) //nolint:noctx // stop ends it: a context would not let it drain
	cmd.Stderr = os.Stderr
	ownGroup(cmd) // Ctrl-C is for the loop, which asks the program to end
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		l.say("%v", err)
		return nil
	}
	release, err := endWith(cmd.Process)
	if err != nil {
		l.say("%v: if this loop is killed, %s goes on", err, cmd.Path)
		release = func() {}
	}
	p := &process{cmd: cmd, ended: make(chan struct{})}
	go func() {
		defer close(p.ended)
		defer release()
		eachLine(out, l.Log)
		if err := cmd.Wait(); err != nil {
			l.say("%s: %v", cmd.Path, err)
		}
	}()
	return p
}

// hasEnded reports whether the program has ended, or was never started.
func (p *process) hasEnded() bool {
	if p == nil {
		return true
	}
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// stop lets the program drain, waits for its end, and returns its exit code: 0 if it had no time to listen to the signal.
func (p *process) stop() int {
	if p.hasEnded() {
		return p.exitCode()
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
		return max(p.cmd.ProcessState.ExitCode(), 0)
	case <-time.After(stopLimit):
		_ = p.cmd.Process.Kill()
		<-p.ended
		return 1
	}
}

// exitCode returns the exit code of a program that has ended: 1 if a signal has ended it, or it was never started.
func (p *process) exitCode() int {
	if p == nil || p.cmd.ProcessState.ExitCode() < 0 {
		return 1
	}
	return p.cmd.ProcessState.ExitCode()
}

// sleep reports whether ctx goes on.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
