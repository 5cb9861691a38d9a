package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

// cmdKilled is `killed FILE PROGRAM [ARG…]`: the program gets SIGKILL when FILE has come into being, and FILE is there
// afterwards. Where the program was faster, it is run again on a copy of the current directory.
func cmdKilled(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: killed FILE PROGRAM [ARG…]")
	}
	dir, file := ts.MkAbs("."), ts.MkAbs(args[0])
	before := dir + ".before"
	ts.Check(os.CopyFS(before, os.DirFS(dir)))
	defer func() { ts.Check(os.RemoveAll(before)) }()
	for range 20 {
		cmd := command(context.Background(), ts, args[1:])
		ts.Check(cmd.Start())
		done := make(chan struct{})
		go func() { _ = cmd.Wait(); close(done) }()
		waitFor(file, done)
		_ = cmd.Process.Kill()
		<-done
		if _, err := os.Stat(file); err == nil {
			return
		}
		ts.Check(emptied(dir))
		ts.Check(os.CopyFS(dir, os.DirFS(before)))
	}
	ts.Fatalf("%s was never there when %s was killed", args[0], args[1])
}

func waitFor(file string, done <-chan struct{}) {
	for {
		if _, err := os.Stat(file); err == nil {
			return
		}
		select {
		case <-done:
			return
		case <-time.After(50 * time.Microsecond):
		}
	}
}

// emptied removes what a directory holds, and not the directory: it is the current one of the script.
func emptied(dir string) error {
	list, err := os.ReadDir(dir)
	for _, e := range list {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}

// killAtRandom starts svcgen and kills it at a random moment of the time that it takes; every second time while it writes files, for that
// moment matters most and is short. It reports whether svcgen was killed before it was done.
func killAtRandom(t *testing.T, dir string, turn int, took time.Duration, r *rand.Rand, args ...string) bool {
	t.Helper()
	cmd := exec.Command("svcgen", args...)
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	if turn%2 == 0 {
		waitFor(filepath.Join(dir, ".svcgen", "tx"), done)
		time.Sleep(time.Duration(r.Int64N(int64(30 * time.Millisecond))))
	} else {
		time.Sleep(time.Duration(r.Int64N(int64(took))))
	}
	_ = cmd.Process.Kill()
	<-done
	return !cmd.ProcessState.Success()
}

// TestKilledNew kills `svcgen new .` at random moments in a directory that holds files of a person. After the next command
// the directory is as it was, or holds the whole workspace.
func TestKilledNew(t *testing.T) {
	runs := 20
	switch {
	case os.Getenv("SOAK") != "":
		runs = 300
	case testing.Short():
		runs = 4
	}
	own := map[string]string{"README.md": "# mine\n", ".gitignore": "/mine\n", ".git/HEAD": "ref: refs/heads/main\n"}
	fresh := func() string {
		dir := t.TempDir()
		for name, text := range own {
			if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	arguments := []string{"new", ".", "--example", "minimal"}
	whole := fresh()
	began := time.Now()
	run(t, whole, "svcgen", arguments...)
	took := time.Since(began)
	want, old := listed(t, whole), listed(t, fresh())

	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	outcomes := map[string]int{}
	for i := range runs {
		dir := fresh()
		killAtRandom(t, dir, i, took, r, arguments...)
		next := [][]string{{"recover"}, {"recover", "--abort"}, arguments}[r.IntN(3)]
		cmd := exec.Command("svcgen", next...)
		cmd.Dir = dir
		said, err := cmd.CombinedOutput()
		if left, errDir := os.ReadDir(filepath.Join(dir, ".svcgen", "tx")); next[0] == "new" && errDir == nil && len(left) == 0 {
			run(t, dir, "svcgen", "recover") // a refused run changes nothing: the next one that is not removes what a finished transaction left
		}
		switch got := listed(t, dir); {
		case got == old && next[0] == "recover":
			outcomes["old"]++
		case got == want:
			outcomes["new"]++
		default:
			t.Fatalf("seed %d, run %d: neither old nor new after svcgen %s:\n%s\n%v\n%s", seed, i, strings.Join(next, " "), got, err, said)
		}
	}
	t.Logf("killed %d times: %v", runs, outcomes)
}

// TestKilledMerge kills `svcgen merge` at random moments. The next one stages what one stages that nobody kills.
func TestKilledMerge(t *testing.T) {
	runs := 6
	switch {
	case os.Getenv("SOAK") != "":
		runs = 100
	case testing.Short():
		runs = 2
	}
	conflicted := filepath.Join(t.TempDir(), "notes")
	run(t, ".", "svcgen", "new", conflicted, "--example", "minimal")
	git := func(args ...string) { run(t, conflicted, "git", args...) }
	git("init", "-q", "-b", "main")
	git("config", "user.name", "a")
	git("config", "user.email", "a@example.com")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	for _, branch := range []string{"theirs", "ours"} {
		git("checkout", "-q", "-b", branch, "main")
		run(t, conflicted, "svcgen", "add", "field", "notes", "note", branch+":string:optional")
		git("add", "-A")
		git("commit", "-q", "-m", branch)
	}
	if err := exec.Command("git", "-C", conflicted, "merge", "-q", "theirs").Run(); err == nil {
		t.Fatal("git has merged both branches")
	}
	fresh := func() string {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(conflicted)); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	staged := func(dir string) string {
		return run(t, dir, "git", "ls-files", "--stage") + run(t, dir, "git", "status", "--porcelain")
	}
	whole := fresh()
	began := time.Now()
	run(t, whole, "svcgen", "merge")
	took := time.Since(began)
	want := staged(whole)

	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	outcomes := map[string]int{}
	for i := range runs {
		dir := fresh()
		if killAtRandom(t, dir, i, took, r, "merge") {
			outcomes["killed"]++
		} else {
			outcomes["faster"]++
		}
		if err := os.Remove(filepath.Join(dir, ".git", "index.lock")); err == nil {
			outcomes["git's lock was left"]++ // git says so, and to remove it
		}
		run(t, dir, "svcgen", "merge")
		if got := staged(dir); got != want {
			t.Fatalf("seed %d, run %d: not what is wanted:\n%s", seed, i, cmp.Diff(want, got))
		}
	}
	t.Logf("killed %d times: %v", runs, outcomes)
}

// TestTwoNew starts two at once in one directory: one makes the workspace, the other is told.
func TestTwoNew(t *testing.T) {
	for range 5 {
		dir := t.TempDir()
		var cmds []*exec.Cmd
		var said [2]bytes.Buffer
		for i, example := range []string{"minimal", "shop"} {
			cmd := exec.Command("svcgen", "new", ".", "--example", example)
			cmd.Dir, cmd.Stderr = dir, &said[i]
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			cmds = append(cmds, cmd)
		}
		var made []string
		for i, cmd := range cmds {
			if err := cmd.Wait(); err == nil {
				made = append(made, cmd.Args[len(cmd.Args)-1])
			} else if !regexp.MustCompile("is at work here|is a workspace already|changed while svcgen was planning").Match(said[i].Bytes()) {
				t.Errorf("%v: %s", err, said[i].Bytes())
			}
		}
		if len(made) != 1 {
			t.Fatalf("made by %q: %s%s", made, said[0].Bytes(), said[1].Bytes())
		}
		other := filepath.Join(t.TempDir(), "alone")
		run(t, ".", "svcgen", "new", other, "--example", made[0])
		if listed(t, dir) != listed(t, other) {
			t.Errorf("two at once left something else than %s alone makes", made[0])
		}
	}
}

// listed tells all names of a tree and what the files hold, but for the lock and the directory that may hold only that.
func listed(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, path)
		if err != nil || rel == ".svcgen" || rel == filepath.FromSlash(".svcgen/lock") {
			return err
		}
		_, _ = io.WriteString(&b, rel+"\n")
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(path)
		b.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// cmdWaitFor is `waitfor FILE`: until another program has made it.
func cmdWaitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor FILE")
	}
	timeout := make(chan struct{})
	defer time.AfterFunc(time.Minute, func() { close(timeout) }).Stop()
	waitFor(ts.MkAbs(args[0]), timeout)
	if _, err := os.Stat(ts.MkAbs(args[0])); err != nil {
		ts.Fatalf("%s was not made within a minute", args[0])
	}
}
