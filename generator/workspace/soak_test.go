package workspace

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/generator/plan"
)

// The test binary is also the process that is killed and the one that holds the lock.
func TestMain(m *testing.M) {
	switch os.Getenv("WORKSPACE_TEST_CHILD") {
	case "generate":
		exit(generateForever(os.Getenv("WORKSPACE_TEST_DIR")))
	case "lock":
		exit(holdLock(os.Getenv("WORKSPACE_TEST_DIR")))
	default:
		os.Exit(m.Run())
	}
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// child starts the test binary in one of its other roles and waits until it says that it is ready.
func child(t *testing.T, role, dir string) (*exec.Cmd, io.Closer) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "WORKSPACE_TEST_CHILD="+role, "WORKSPACE_TEST_DIR="+dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	return cmd, in
}

const soakServices = 20

// soakTree is version v of a workspace of twenty services: some files change with each version, some come and go, some
// move, and some stay.
func soakTree(v int) files {
	f := files{"VERSION": fmt.Sprintf("owned %d\n", v)}
	for s := range soakServices {
		dir := fmt.Sprintf("services/s%d/", s)
		for i := range 9 {
			name := fmt.Sprintf("%sinternal/f%d.gen.go", dir, i)
			switch {
			case i < 3:
				f[name] = fmt.Sprintf("owned always the same %d\n", i)
			case i < 6:
				f[name] = fmt.Sprintf("owned %d of version %d\n%s", i, v, strings.Repeat("text\n", 100*i))
			case (v+s+i)%3 == 0:
				f[name] = fmt.Sprintf("owned here in version %d\n", v)
			}
		}
		f[dir+"Dockerfile"] = fmt.Sprintf("merged FROM x\nRUN y\nRUN z\nCMD %d\n", v)
		f[dir+"wire.go"] = "seeded package x\n"
		f[fmt.Sprintf("%sv%d/moved.go", dir, v)] = "seeded package v\n"
	}
	return f
}

// soakInput is what takes the workspace from version v-1 to v.
func soakInput(v int) plan.Input {
	in := plan.Input{Files: soakTree(v).render(), Tool: "v1.0.0"}
	for s := range soakServices {
		dir := fmt.Sprintf("services/s%d/", s)
		in.Renames = append(in.Renames, plan.Rename{From: fmt.Sprintf("%sv%d/", dir, v-1), To: fmt.Sprintf("%sv%d/", dir, v)})
	}
	return in
}

// soakEdits are the files that a person edited in version 0, as they look in version v.
func soakEdits(v int) map[string]string {
	edits := map[string]string{}
	for s := range soakServices {
		dir := fmt.Sprintf("services/s%d/", s)
		edits[dir+"Dockerfile"] = fmt.Sprintf("FROM mine\nRUN y\nRUN z\nCMD %d\n", v)
		edits[dir+"wire.go"] = "package x // mine\n"
		edits[fmt.Sprintf("%sv%d/moved.go", dir, v)] = "package v // mine\n"
		edits[fmt.Sprintf("%sv%d/own.txt", dir, v)] = "mine\n"
	}
	return edits
}

// soakFiles is the whole of version v on disk, but for svcgen's state.
func soakFiles(v int) map[string]string {
	out := map[string]string{}
	for path, text := range soakTree(v) {
		_, out[path], _ = strings.Cut(text, " ")
	}
	maps.Copy(out, soakEdits(v))
	return out
}

// generateForever takes the workspace from version to version until it is killed.
func generateForever(dir string) error {
	w, err := Open(dir)
	if err != nil {
		return err
	}
	if _, err := w.Lock(context.Background(), time.Second, nil); err != nil {
		return err
	}
	fmt.Println("ready")
	for {
		if _, err := w.Recover(); err != nil {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, "VERSION"))
		if err != nil {
			return err
		}
		v, err := strconv.Atoi(strings.TrimSpace(string(data)))
		if err != nil {
			return err
		}
		st, err := w.State("v1.0.0")
		if err != nil {
			return err
		}
		p, err := plan.Make(soakInput(v+1), st)
		if err != nil {
			return err
		}
		if err := w.Apply(context.Background(), p); err != nil {
			return err
		}
	}
}

// TestKill kills a process at random moments, recovers, and looks for anything that is not of one version.
func TestKill(t *testing.T) {
	t.Parallel()
	runs := 40
	switch {
	case os.Getenv("SOAK") != "":
		runs = 500
	case testing.Short():
		runs = 5
	}
	dir := t.TempDir()
	generate(t, dir, soakTree(0))
	for path, text := range soakEdits(0) {
		write(t, dir, path, text)
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	var finished, discarded, last int
	for run := range runs {
		cmd, in := child(t, "generate", dir)
		time.Sleep(time.Duration(r.Int64N(int64(120 * time.Millisecond))))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		_ = in.Close()

		w := open(t, dir)
		release, err := w.Lock(t.Context(), time.Second, nil)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := w.Recover()
		if err != nil {
			t.Fatalf("seed %d, run %d: %v", seed, run, err)
		}
		if rec.Discarded {
			discarded++
		}
		if rec.Finished != nil {
			finished++
		}
		last = checkVersion(t, w, last)
		if t.Failed() {
			t.Fatalf("seed %d, run %d", seed, run)
		}
		if err := release(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d times, up to version %d: %d finished afterwards, %d discarded", runs, last, finished, discarded)
}

// checkVersion checks that a tree is wholly one version, its state too.
func checkVersion(t *testing.T, w *Workspace, atLeast int) int {
	t.Helper()
	v, err := strconv.Atoi(strings.TrimSpace(read(t, w.dir, "VERSION")))
	if err != nil || v < atLeast {
		t.Fatalf("version %d after %d, %v", v, atLeast, err)
	}
	want := soakFiles(v)
	for name, text := range snapshot(t, w.dir) {
		mode, text, _ := strings.Cut(text, " ")
		switch {
		case mode[0] == 'd' || strings.HasPrefix(name, plan.BaseDir+"/") || name == plan.ManifestPath:
		case want[name] != text:
			t.Errorf("version %d: %s is %.60q, want %.60q", v, name, text, want[name])
		default:
			delete(want, name)
		}
	}
	if len(want) > 0 {
		t.Errorf("version %d: missing %v", v, want)
	}
	p := planFor(t, w, plan.Input{Files: soakTree(v).render(), Tool: "v1.0.0"})
	if !p.Current() || len(p.Base) > 0 {
		t.Errorf("version %d: the state does not fit: %d changes, %d bases", v, len(p.Changes()), len(p.Base))
	}
	if pending, err := w.Pending(); pending != nil || err != nil {
		t.Errorf("version %d: still pending: %v %v", v, pending, err)
	}
	return v
}
