package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
	"github.com/svcgen/svcgen/templates"
)

// lockWait is how long a command waits for another svcgen in the same workspace.
const lockWait = 30 * time.Second

// inDir goes to the directory of --dir.
func inDir(cmd *cobra.Command) error {
	dir, err := cmd.Flags().GetString("dir")
	if err != nil || dir == "" {
		return err
	}
	if err := os.Chdir(dir); err != nil {
		return usagef("", "--dir %s: no such directory", dir)
	}
	return nil
}

// site is a workspace that a command works on.
type site struct {
	ui      *ui
	ws      *workspace.Workspace
	state   plan.State
	sources []spec.Source

	declared map[string]bool // spec files that answers were written into, by path
	specDiff string          // what they changed there
	same     []string        // the command that does without questions what was done with them, in pieces; nil for none
}

// openSite finds the workspace around the current directory and reads its spec. The caller closes it.
func openSite(u *ui) (*site, error) {
	dir, err := workspace.Find(".")
	if none, ok := errors.AsType[*workspace.NotFoundError](err); ok {
		return nil, usagef("svcgen new makes a workspace; in another directory, use --dir", "%s", none.Error())
	}
	if err != nil {
		return nil, err
	}
	ws, err := workspace.Open(dir)
	if err != nil {
		return nil, err
	}
	s := &site{ui: u, ws: ws}
	if err := s.read(); err != nil {
		return nil, errors.Join(err, ws.Close())
	}
	return s, nil
}

func (s *site) read() (err error) {
	if s.state, err = s.ws.State(toolVersion()); err != nil {
		if newer, ok := errors.AsType[*workspace.NewerError](err); ok {
			return usagef("install that version, or a newer one", "%s", newer.Error())
		}
		return err
	}
	s.sources, err = spec.Sources(s.state.Disk)
	return err
}

// sameTool refuses to change a workspace of an older svcgen by the way: what new templates change is a change of its own.
func (s *site) sameTool() error {
	wrote := s.state.Manifest.Tool
	if plan.CompareVersions(toolVersion(), wrote) <= 0 {
		return nil
	}
	return &cmdError{
		code: exitDecide,
		msg:  "this workspace was written by svcgen " + wrote + ", and this is " + toolVersion() + "; nothing was written",
		hint: "svcgen upgrade moves it, as a change of its own; or use " + wrote,
	}
}

func (s *site) close() {
	if s.ws != nil {
		_ = s.ws.Close() // nothing is written through it
	}
}

// lock takes the workspace for this process and finishes what an interrupted run has left.
func (s *site) lock(ctx context.Context) (release func(), err error) {
	r := newReport(s.ui)
	unlock, err := s.ws.Lock(ctx, lockWait, r.waiting)
	if err != nil {
		return nil, err
	}
	release = func() { _ = unlock() } // the system does it at the latest when the process ends
	done, err := s.ws.Recover()
	if err != nil {
		release()
		return nil, err
	}
	if len(done.Finished) > 0 {
		r.recovered(done.Finished)
	}
	if err := s.read(); err != nil { // another svcgen may have been at work until now
		release()
		return nil, err
	}
	return release, nil
}

// generate plans the workspace from the sources of s, with edits of the spec that are not on disk yet.
func (s *site) generate(ctx context.Context, decide plan.Options, full bool, edits []plan.Edit) (*generator.Result, error) {
	p := newProgress(s.ui)
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, err
	}
	return promptly(ctx, func() (*generator.Result, error) {
		return generator.Generate(ctx, generator.Options{
			Sources:  s.sources,
			Edits:    edits,
			State:    s.state,
			Tools:    tools,
			Version:  toolVersion(),
			Full:     full,
			Decide:   decide,
			Progress: p.Step,
		})
	})
}

// cancelWait is how long a cancelled step may take to end in order, with its programs and temporary files.
const cancelWait = 500 * time.Millisecond

// promptly runs a step that writes nothing, and gives up on it soon after ctx has ended.
func promptly[T any](ctx context.Context, run func() (T, error)) (T, error) {
	type outcome struct {
		result T
		err    error
	}
	done := make(chan outcome, 1)
	go func() {
		result, err := run()
		done <- outcome{result, err}
	}()
	select {
	case o := <-done:
		return o.result, o.err
	case <-ctx.Done():
	}
	select {
	case o := <-done:
		return o.result, errors.Join(o.err, ctx.Err())
	case <-time.After(cancelWait):
		var none T
		return none, ctx.Err()
	}
}

// begin locks the workspace for a command that writes. One that does not write only makes sure that the workspace is settled.
func (s *site) begin(ctx context.Context, writes bool) (end func(), err error) {
	if writes {
		return s.lock(ctx)
	}
	return func() {}, s.settled()
}

// settled fails where an interrupted run has left the tree half written, so that nothing can be said about it.
func (s *site) settled() error {
	pending, err := s.ws.Pending()
	if err != nil || pending == nil || !pending.Committed {
		return err
	}
	return failed("svcgen recover finishes it, svcgen recover --abort takes it back", "an earlier run of svcgen was interrupted")
}

// apply writes a plan.
func (s *site) apply(ctx context.Context, result *generator.Result) error {
	p := newProgress(s.ui)
	end := p.Step("writing")
	err := s.ws.Apply(ctx, result.Plan)
	end()
	p.Stop()
	if err == nil {
		newReport(s.ui).asked(s.specDiff, s.same)
	}
	return err
}

// relative is a path of the command line as the manifest has it: from the root of the workspace. A file that is there is
// meant from the current directory; else the path may be from the root already.
func (s *site) relative(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		if rel, err := filepath.Rel(s.ws.Dir(), abs); err == nil && filepath.IsLocal(rel) {
			if _, err := os.Lstat(abs); err == nil {
				return filepath.ToSlash(rel)
			}
		}
	}
	return filepath.ToSlash(filepath.Clean(name))
}

func newTools(p *progress) (*toolchain.Tools, error) {
	mod, sum, err := render.ToolPins(templates.FS)
	if err != nil {
		return nil, err
	}
	return toolchain.New(toolchain.Options{ToolsMod: mod, ToolsSum: sum, Progress: p.Step}), nil
}

// checkNewDir refuses a directory that svcgen new must not fill.
func checkNewDir(dir string) error {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if root, err := workspace.Find(existing(abs)); err == nil {
		if root == abs {
			return usagef("after editing its spec: svcgen generate; a further service: svcgen add service NAME", "%s is a workspace already", dir)
		}
		return usagef("a further service: svcgen add service NAME", "%s lies in the workspace %s", dir, root)
	}
	if at := existing(abs); at != abs {
		if info, err := os.Stat(at); err == nil && !info.IsDir() {
			return usagef("", "%s is a file", at)
		}
	}
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failed("", "look at %s: %w", dir, err)
	case !info.IsDir():
		return usagef("", "%s is a file", dir)
	case filepath.Clean(dir) == ".":
		return nil
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		return failed("", "look at %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return usagef("another name, or into what is there: cd "+shellQuote(dir)+" && svcgen new .", "%s is not empty", dir)
	}
	return nil
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
