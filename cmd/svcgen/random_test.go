package main

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest/randspec"
)

// TestRandomSpecs proves that what svcgen accepts compiles, vets clean and migrates on a real PostgreSQL; one workspace in ten also runs
// its own tests. SVCGEN_SPECS says how many, SVCGEN_SEED which ones; a failure prints the spec and its seed.
func TestRandomSpecs(t *testing.T) {
	if testing.Short() {
		t.Skip("builds whole workspaces")
	}
	t.Setenv("REQUIRE_DB", "1")
	seed := fromEnv(t, "SVCGEN_SEED", 1)
	for i := range fromEnv(t, "SVCGEN_SPECS", 2) {
		t.Run(strconv.FormatUint(i, 10), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, i))
			size := randspec.Size{Services: 2, Resources: 3, Fields: 8}
			if i%10 == 9 {
				size = randspec.Size{Services: 5, Resources: 8, Fields: 12}
			}
			text := randspec.Text(rng, size, complaints)
			file, dir := filepath.Join(t.TempDir(), "spec.yaml"), filepath.Join(t.TempDir(), "shop")
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
			defer func() {
				if t.Failed() {
					t.Logf("SVCGEN_SEED=%d, %d of them:\n%s", seed, i, text)
				}
			}()
			run(t, ".", "svcgen", "new", dir, "-f", file)
			run(t, dir, "svcgen", "check")
			if i%10 == 0 {
				run(t, dir, "go", "test", "./...")
			}
		})
	}
}

// complaints are the problems of a spec of one file.
func complaints(text []byte) spec.Problems {
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: text}})
	if err == nil {
		_, _, err = build.Model(s, ledger.New())
	}
	problems, _ := errors.AsType[spec.Problems](err)
	return problems
}

// fromEnv returns the number of an environment variable, or another one if it is not set.
func fromEnv(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
