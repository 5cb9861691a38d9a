// Package bench measures svcgen as its users run it: whole processes, on workspaces of 1, 10 and 100 services of one resource.
// Beside each time it tells what `cp -r` of the same tree takes, the limit that the disk sets. `make bench` runs all of it and
// ends with a table of medians.
package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	code := m.Run()
	printTable(os.Stdout)
	os.Exit(code)
}

// BenchmarkHelp is what every command costs before it does anything.
func BenchmarkHelp(b *testing.B) {
	svcgen := binary(b)
	measure(b, "svcgen --help", 0, 50*time.Millisecond, nil, func(string) *exec.Cmd {
		return exec.CommandContext(b.Context(), svcgen, "--help")
	})
}

// BenchmarkNew makes a workspace, protobuf and sqlc code included.
func BenchmarkNew(b *testing.B) {
	svcgen := binary(b)
	for n, budget := range budgets(250*time.Millisecond, 600*time.Millisecond, 3*time.Second) {
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			spec := writeSpec(b, n)
			measure(b, "svcgen new", n, budget, nil, func(dir string) *exec.Cmd {
				return exec.CommandContext(b.Context(), svcgen, "new", filepath.Join(dir, "shop"), "-f", spec)
			})
		})
	}
}

// BenchmarkCopy copies a workspace: the physical limit of BenchmarkNew.
func BenchmarkCopy(b *testing.B) {
	for n := range budgets(0, 0, 0) {
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			made := newWorkspace(b, n)
			measure(b, "cp -r", n, 0, nil, func(dir string) *exec.Cmd {
				return exec.CommandContext(b.Context(), "cp", "-r", made, filepath.Join(dir, "copy"))
			})
		})
	}
}

// BenchmarkAddService adds a service of one resource.
func BenchmarkAddService(b *testing.B) {
	svcgen := binary(b)
	for n := range budgets(0, 0, 0) {
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			made := newWorkspace(b, n)
			measure(b, "svcgen add service", n, 0, copyOf(b, made), func(dir string) *exec.Cmd {
				return exec.CommandContext(b.Context(), svcgen, "-C", filepath.Join(dir, "shop"), "add", "service", "extra",
					"--resource", "addition", "--field", "name:string:unique")
			})
		})
	}
}

// BenchmarkGenerateNothing is `generate` when nothing has changed.
func BenchmarkGenerateNothing(b *testing.B) {
	onWorkspace(b, "svcgen generate, nothing to do", 400*time.Millisecond, "generate")
}

// BenchmarkCheck is `check` without compiling.
func BenchmarkCheck(b *testing.B) {
	onWorkspace(b, "svcgen check --no-compile", 600*time.Millisecond, "check", "--no-compile")
}

// BenchmarkGenerateField is `generate` after one field was added to one service.
func BenchmarkGenerateField(b *testing.B) {
	svcgen := binary(b)
	for n, budget := range budgets(0, 0, 700*time.Millisecond) {
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			made := newWorkspace(b, n)
			prepare := func(dir string) {
				copyOf(b, made)(dir)
				path := filepath.Join(dir, "shop", "services", "service_0", "service.yaml")
				text, err := os.ReadFile(path)
				if err != nil {
					b.Fatal(err)
				}
				edited := strings.Replace(string(text), "      note:", "      remark: string optional\n      note:", 1)
				if err := os.WriteFile(path, []byte(edited), 0o644); err != nil {
					b.Fatal(err)
				}
			}
			measure(b, "svcgen generate, one field more", n, budget, prepare, func(dir string) *exec.Cmd {
				return exec.CommandContext(b.Context(), svcgen, "-C", filepath.Join(dir, "shop"), "generate")
			})
		})
	}
}

// onWorkspace measures a command that leaves the workspace as it is. The budget is for 100 services.
func onWorkspace(b *testing.B, what string, budget time.Duration, args ...string) {
	b.Helper()
	svcgen := binary(b)
	for n, budget := range budgets(0, 0, budget) {
		b.Run(fmt.Sprintf("services=%d", n), func(b *testing.B) {
			made := newWorkspace(b, n)
			measure(b, what, n, budget, nil, func(string) *exec.Cmd {
				return exec.CommandContext(b.Context(), svcgen, append([]string{"-C", made}, args...)...)
			})
		})
	}
}
