package toolchain

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/mod/modfile"
)

// Plugin runs one of the protoc plugins that ToolsMod pins, by its name (protoc-gen-go), with a CodeGeneratorRequest on
// its standard input, and returns its CodeGeneratorResponse. Plugins that are found neither beside svcgen nor in the cache
// are built first, all of them at once.
func (t *Tools) Plugin(ctx context.Context, name string, request []byte) ([]byte, error) {
	dir, err := t.pluginDir(ctx)
	if err != nil {
		return nil, err
	}
	return run(ctx, command{argv: []string{filepath.Join(dir, name+exe())}, stdin: request})
}

// pluginDir is the folder that holds every plugin.
func (t *Tools) pluginDir(ctx context.Context) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dir != "" {
		return t.dir, nil
	}
	packages, err := t.pluginPackages()
	if err != nil {
		return "", err
	}
	for _, dir := range t.libexecDirs() {
		if complete(dir, packages) {
			t.dir = dir
			return dir, nil
		}
	}
	dir, err := t.cachedPlugins(ctx, packages)
	if err != nil {
		return "", err
	}
	t.dir = dir
	return dir, nil
}

// pluginPackages are the packages of the plugins: the tool lines of ToolsMod.
func (t *Tools) pluginPackages() ([]string, error) {
	mod, err := modfile.Parse("tools.mod", t.options.ToolsMod, nil)
	if err != nil {
		return nil, fmt.Errorf("read the pinned tools: %w", err)
	}
	var packages []string
	for _, tool := range mod.Tool {
		packages = append(packages, tool.Path)
	}
	if len(packages) == 0 {
		return nil, errors.New("read the pinned tools: tools.mod lists none")
	}
	return packages, nil
}

// cachedPlugins finds the plugins in the cache, or builds them into it.
func (t *Tools) cachedPlugins(ctx context.Context, packages []string) (string, error) {
	goCmd, err := goCommand()
	if err != nil {
		return "", err
	}
	version, err := goVersion(ctx, goCmd)
	if err != nil {
		return "", err
	}
	cache := t.options.CacheDir
	if cache == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("find the cache for the protoc plugins: %w", err)
		}
		cache = filepath.Join(user, "svcgen", "plugins")
	}
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\n%s\n%s %s/%s\n", t.options.ToolsMod, t.options.ToolsSum, version, runtime.GOOS, runtime.GOARCH)
	dir := filepath.Join(cache, hex.EncodeToString(h.Sum(nil))[:32])
	if complete(dir, packages) {
		return dir, nil
	}
	if t.options.Progress != nil {
		done := t.options.Progress("building the protoc plugins (once)")
		defer done()
	}
	return dir, t.buildPlugins(ctx, goCmd, packages, dir)
}

// buildPlugins builds the plugins beside dir and renames the result to it, so that dir is complete or absent whoever else
// builds at the same time.
func (t *Tools) buildPlugins(ctx context.Context, goCmd string, packages []string, dir string) error {
	module, remove, err := stage([]File{{"go.mod", t.options.ToolsMod}, {"go.sum", t.options.ToolsSum}})
	if err != nil {
		return err
	}
	defer remove()
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("make the cache for the protoc plugins: %w", err)
	}
	built, err := os.MkdirTemp(filepath.Dir(dir), ".build-")
	if err != nil {
		return fmt.Errorf("make the cache for the protoc plugins: %w", err)
	}
	defer func() { _ = os.RemoveAll(built) }() // after a success it is gone already
	argv := append([]string{goCmd, "build", "-mod=readonly", "-trimpath", "-o", built + string(filepath.Separator)}, packages...)
	env := environment("GOWORK=off", "GOFLAGS=", "CGO_ENABLED=0", "GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH)
	if _, err := run(ctx, command{argv: argv, dir: module, env: env}); err != nil {
		return fmt.Errorf("build the protoc plugins: %w", err)
	}
	if err := os.Chmod(built, 0o755); err != nil { //nolint:gosec // programs that everybody may run
		return fmt.Errorf("keep the protoc plugins: %w", err)
	}
	if err := os.Rename(built, dir); err != nil && !complete(dir, packages) {
		return fmt.Errorf("keep the protoc plugins: %w", err)
	}
	return nil
}

// complete reports whether a folder holds every plugin.
func complete(dir string, packages []string) bool {
	for _, p := range packages {
		info, err := os.Stat(filepath.Join(dir, path.Base(p)+exe()))
		if err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return true
}

// goVersion is the version of the go command. It stands in a file beside it; asking the command costs more than the rest
// of a small run.
func goVersion(ctx context.Context, goCmd string) (string, error) {
	if file, err := filepath.EvalSymlinks(goCmd); err == nil {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(filepath.Dir(file)), "VERSION"))
		if err == nil && strings.HasPrefix(string(text), "go") {
			version, _, _ := strings.Cut(string(text), "\n")
			return version, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("read the version of go: %w", err)
		}
	}
	out, err := run(ctx, command{argv: []string{goCmd, "env", "GOVERSION"}})
	if err != nil {
		return "", fmt.Errorf("ask go for its version: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
