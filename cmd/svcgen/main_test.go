package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/termquery"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"svcgen": func() {
		version = os.Getenv("SVCGEN_TEST_VERSION") // as the linker sets it in releases
		switch {
		case len(os.Args) > 1 && os.Args[1] == toolchain.SQLCArg:
			main()
		case slices.Contains(os.Args, "--json"):
			os.Exit(checkedJSON(os.Args[1:]))
		}
		termquery.Restore()
		os.Exit(svcgen(os.Args[1:], patient(os.Stdout)))
	}})
}

// patient is the screen of a script. It shows no steps, because which of them take long depends on the machine.
func patient(out io.Writer) *screen.UI {
	u := newUI(os.Stdin, out, os.Stderr)
	u.Say.Patience = time.Hour
	return u
}

// TestScripts runs testdata/script: what a person types, and what svcgen says and does. Scripts see no network.
func TestScripts(t *testing.T) {
	goEnv := warm(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, goEnv...)
			cache, err := ownCache(env.Getenv("TMPDIR"))
			env.Setenv("XDG_CACHE_HOME", cache)
			return err
		},
		Condition: condition,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     cmdExits,
			"interrupt": cmdInterrupt,
			"screen":    cmdScreen,
			"tree":      cmdTree,
			"replace":   cmdReplace,
			"forge":     cmdForge,
			"killed":    cmdKilled,
			"waitfor":   cmdWaitFor,
			"fix":       cmdFix,
		},
	})
}

// condition tells of [postgres] whether there is a server that svcgen could start, and of [mutants] whether the flag is set.
func condition(name string) (bool, error) {
	switch name {
	case "postgres":
		return toolchain.New(toolchain.Options{}).HasPostgres() || os.Getenv("REQUIRE_DB") == "1", nil
	case "mutants":
		return *mutants, nil
	}
	return false, fmt.Errorf("no condition: %s", name)
}

// warm makes sure that the protoc plugins are built and, if scripts will compile, that the modules are downloaded, so that
// the scripts themselves need no network. It returns the environment that lets them find both.
func warm(t *testing.T) []string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "warm")
	run(t, ".", "svcgen", "new", dir, "--example", "shop")
	if !testing.Short() {
		run(t, dir, "go", "mod", "download")
	}
	env := []string{"GOPROXY=off", "GOFLAGS=" + sharedBuilds, "GOWORK=off", "GOTOOLCHAIN=local", "TERM=xterm"}
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		env = append(env, name+"="+strings.TrimSpace(run(t, ".", "go", "env", name)))
	}
	return env
}

// sharedBuilds lets workspaces that hold the same code share what is compiled and tested, wherever they stand.
const sharedBuilds = "-trimpath"

// ownCache makes the cache of a script: it shares what takes long to make, and nothing else.
func ownCache(tmp string) (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache := filepath.Join(tmp, "cache")
	if err := os.MkdirAll(filepath.Join(cache, "svcgen"), 0o755); err != nil {
		return "", err
	}
	for _, name := range []string{"plugins", "proofs"} {
		shared := filepath.Join(user, "svcgen", name)
		if err := errors.Join(os.MkdirAll(shared, 0o755), os.Symlink(shared, filepath.Join(cache, "svcgen", name))); err != nil {
			return "", err
		}
	}
	return cache, nil
}

// cmdExits is `exits CODE PROGRAM [ARG…]`: exec, and the exit code is CODE.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARG…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	if got := codeOf(err); strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s (%v)", got, args[0], err)
	}
}

func codeOf(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	default:
		return -1
	}
}

// cmdInterrupt is `interrupt DELAY PROGRAM [ARG…]`: the program gets SIGINT after DELAY and must end with exit code 130.
// Its standard input stays open and empty. It is killed if it does not end.
func cmdInterrupt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: interrupt DELAY PROGRAM [ARG…]")
	}
	delay, err := time.ParseDuration(args[0])
	ts.Check(err)
	ctx, cancel := context.WithTimeout(context.Background(), delay+time.Minute)
	defer cancel()
	cmd := command(ctx, ts, args[1:])
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	in, err := cmd.StdinPipe()
	ts.Check(err)
	defer func() { _ = in.Close() }()
	ts.Check(cmd.Start())
	time.Sleep(delay)
	ts.Check(cmd.Process.Signal(syscall.SIGINT))
	err = cmd.Wait()
	ts.Logf("%s", out.Bytes())
	if code := codeOf(err); code != 130 && !diedOfInterrupt(err) {
		ts.Fatalf("exit code %d after SIGINT, want 130", code)
	}
}

// diedOfInterrupt tells of a program that the signal reached before it listened to it. Shells show that as 130 too.
func diedOfInterrupt(err error) bool {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGINT
}

// command is a program as a script would run it.
func command(ctx context.Context, ts *testscript.TestScript, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "TERM", "XDG_CACHE_HOME", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "VISUAL", "EDITOR"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	return cmd
}

// cmdTree is `tree DIR FILE`: FILE lists what stands below DIR, sorted, without directories; `-` in its place of FILE means
// that nothing does. Negated: DIR does not exist, and neither does anything that svcgen makes beside it.
func cmdTree(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		left, err := filepath.Glob(ts.MkAbs(filepath.Dir(args[0])) + "/.*svcgen*")
		ts.Check(err)
		if _, err := os.Lstat(ts.MkAbs(args[0])); err == nil || len(left) > 0 {
			ts.Fatalf("%s exists, or something was left beside it: %v", args[0], left)
		}
		return
	}
	var have []string
	root := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, path)
			have = append(have, filepath.ToSlash(rel))
		}
		return err
	}))
	want := ""
	if args[1] != "-" {
		want = ts.ReadFile(args[1])
	}
	if got := strings.Join(have, "\n"); strings.TrimSpace(got) != strings.TrimSpace(want) {
		ts.Fatalf("%s holds\n%s\nwant\n%s", args[0], got, want)
	}
}

// cmdReplace is `replace FILE OLD NEW`: each OLD in the file becomes NEW; \n is a line break, \r a carriage return.
func cmdReplace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\r`, "\r")
	text, old := ts.ReadFile(args[0]), unescape.Replace(args[1])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s does not hold %q", args[0], old)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, old, unescape.Replace(args[2]))), 0o644))
}

// cmdForge is `forge FILE OLD NEW`: replace, and the manifest says that svcgen has written the result.
func cmdForge(ts *testscript.TestScript, neg bool, args []string) {
	const manifest = ".svcgen/manifest"
	cmdReplace(ts, neg, args)
	m, err := plan.ParseManifest([]byte(ts.ReadFile(manifest)))
	ts.Check(err)
	forged := plan.Entry{Path: args[0], Class: render.Owned, Digest: plan.DigestOf([]byte(ts.ReadFile(args[0])))}
	m.Files = append(slices.DeleteFunc(m.Files, func(e plan.Entry) bool { return e.Path == args[0] }), forged)
	ts.Check(os.WriteFile(ts.MkAbs(manifest), m.Bytes(), 0o644))
}
