package toolchain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// NoGitError says that there is no git, or that a directory is in no repository of git.
type NoGitError struct {
	Reason string
	Hint   string // what to do about it; may be ""
}

func (e *NoGitError) Error() string { return e.Reason }

// Git is the repository around a workspace. Paths that go in and come out are relative to the workspace.
type Git struct {
	dir    string // of the workspace
	prefix string // of the workspace in the repository: "" or shop/
}

// OpenGit finds the repository of a workspace.
func OpenGit(ctx context.Context, dir string) (*Git, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, &NoGitError{"git is not installed, or not in PATH", "install it from https://git-scm.com/downloads and put it on PATH"}
	}
	g := &Git{dir: dir}
	out, err := g.run(ctx, nil, "rev-parse", "--show-prefix")
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return nil, &NoGitError{filepath.ToSlash(dir) + " is in no git repository", ""}
	}
	g.prefix = strings.TrimSuffix(string(out), "\n")
	return g, nil
}

func (g *Git) run(ctx context.Context, stdin []byte, args ...string) ([]byte, error) {
	return run(ctx, command{argv: append([]string{"git"}, args...), dir: g.dir, stdin: stdin, env: append(os.Environ(), "LC_ALL=C")})
}

// word returns the output of a command that prints one line; "" if the command fails.
func (g *Git) word(ctx context.Context, args ...string) string {
	out, err := g.run(ctx, nil, args...)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// Commit returns the id of the commit that a revision names, "" if there is none.
func (g *Git) Commit(ctx context.Context, rev string) string {
	return g.word(ctx, "rev-parse", "-q", "--verify", "--end-of-options", rev+"^{commit}")
}

// Parents returns the parents of a commit.
func (g *Git) Parents(ctx context.Context, commit string) []string {
	return strings.Fields(g.word(ctx, "show", "-s", "--format=%P", commit))
}

// MergeBase returns the best common ancestor of two commits, "" if they have none.
func (g *Git) MergeBase(ctx context.Context, a, b string) string {
	return g.word(ctx, "merge-base", a, b)
}

// Contains reports whether commit is ancestor or one of its descendants.
func (g *Git) Contains(ctx context.Context, commit, ancestor string) bool {
	_, err := g.run(ctx, nil, "merge-base", "--is-ancestor", ancestor, commit)
	return err == nil
}

// Branch returns the branch that is checked out, "" if none is.
func (g *Git) Branch(ctx context.Context) string {
	return g.word(ctx, "symbolic-ref", "-q", "--short", "HEAD")
}

// Upstream returns the default branch of origin, as origin/main; "" if that is not known.
func (g *Git) Upstream(ctx context.Context) string {
	return g.word(ctx, "symbolic-ref", "-q", "--short", "refs/remotes/origin/HEAD")
}

// Product returns the tree that git wrote to disk when it stopped at a conflict, "" if it is not known.
func (g *Git) Product(ctx context.Context) string {
	return g.word(ctx, "rev-parse", "-q", "--verify", "AUTO_MERGE^{tree}")
}

// Rebasing reports whether a rebase has stopped.
func (g *Git) Rebasing(ctx context.Context) bool {
	for _, name := range []string{"rebase-merge", "rebase-apply"} {
		dir := g.word(ctx, "rev-parse", "--git-path", name)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(g.dir, dir)
		}
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return true
		}
	}
	return false
}

// Name returns a readable name of a commit: a branch that points at it, or the start of its id.
func (g *Git) Name(ctx context.Context, commit string) string {
	refs := strings.Fields(g.word(ctx, "for-each-ref", "--points-at", commit, "--format=%(refname:short)", "refs/heads", "refs/remotes"))
	if len(refs) > 0 {
		return refs[0]
	}
	return commit[:min(len(commit), 8)]
}

// Blob is a file in a tree of git.
type Blob struct {
	ID         string
	Executable bool
}

// Tree lists the regular files of the workspace in a commit or a tree, by path. It is nil for "".
func (g *Git) Tree(ctx context.Context, rev string) (map[string]Blob, error) {
	if rev == "" {
		return nil, nil
	}
	out, err := g.run(ctx, nil, "ls-tree", "-r", "-z", "--end-of-options", rev)
	if err != nil {
		return nil, err
	}
	files := map[string]Blob{}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		meta, name, ok := strings.Cut(line, "\t")
		f := strings.Fields(meta)
		if !ok || len(f) != 3 || f[1] != "blob" || f[0] == "120000" {
			continue
		}
		files[name] = Blob{ID: f[2], Executable: f[0] == "100755"}
	}
	return files, nil
}

// Blobs reads files by their ids, all with one process.
func (g *Git) Blobs(ctx context.Context, ids []string) (map[string][]byte, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return nil, nil
	}
	out, err := g.run(ctx, []byte(strings.Join(ids, "\n")+"\n"), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	blobs := make(map[string][]byte, len(ids))
	for len(out) > 0 {
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		f := strings.Fields(string(head))
		if len(f) != 3 {
			return nil, fmt.Errorf("git cat-file: %.80q", head)
		}
		size, err := strconv.Atoi(f[2])
		if err != nil || size < 0 || size >= len(rest) {
			return nil, fmt.Errorf("git cat-file: %.80q", head)
		}
		blobs[f[0]], out = rest[:size:size], rest[size+1:]
	}
	return blobs, nil
}

// Unmerged lists the files that git left in conflict, with the stages that each of them has: 1 is the common ancestor, 2 ours, 3
// theirs.
func (g *Git) Unmerged(ctx context.Context) (map[string]string, error) {
	out, err := g.run(ctx, nil, "ls-files", "-u", "-z")
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, line := range lines(out) {
		meta, name, _ := strings.Cut(line, "\t")
		if f := strings.Fields(meta); len(f) == 3 {
			files[name] += f[2]
		}
	}
	return files, nil
}

// Tracks reports whether the index has a file at a path or below it, or something else than a folder above it.
func (g *Git) Tracks(ctx context.Context, name string) (bool, error) {
	top, _, _ := strings.Cut(name, "/")
	out, err := g.run(ctx, nil, "ls-files", "-z", "--", top)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(lines(out), func(path string) bool {
		return path == name || strings.HasPrefix(path, name+"/") || strings.HasPrefix(name, path+"/")
	}), nil
}

// Stage records the state of files in the index, removed ones too. Files that git ignores and does not track stay out.
func (g *Git) Stage(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	list := []byte(strings.Join(paths, "\x00") + "\x00")
	out, err := g.run(ctx, list, "check-ignore", "-z", "--stdin")
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() != 1) { // 1: none is ignored
		return err
	}
	if ignored := lines(out); len(ignored) > 0 {
		paths = slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return slices.Contains(ignored, p) })
		list = []byte(strings.Join(paths, "\x00") + "\x00")
	}
	_, err = g.run(ctx, list, "update-index", "--add", "--remove", "-z", "--stdin")
	return err
}

// lines splits what git prints with -z.
func lines(out []byte) []string {
	text := strings.TrimSuffix(string(out), "\x00")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\x00")
}
