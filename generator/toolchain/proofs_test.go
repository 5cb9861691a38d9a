package toolchain

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestProofs(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "proofs")
	tools := New(Options{ProofDir: dir})
	if got := tools.Proof("ab"); got != "" {
		t.Errorf("nothing was kept, and there is %q", got)
	}
	tools.KeepProof("ab", "PostgreSQL 15")
	tools.KeepProof("ab", "PostgreSQL 16")
	if got := tools.Proof("ab"); got != "PostgreSQL 16" {
		t.Errorf("kept %q", got)
	}
	if left, _ := filepath.Glob(dir + "/.new-*"); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := New(Options{ProofDir: file})
	nowhere.KeepProof("ab", "x") // a cache that cannot be written is none
	if got := nowhere.Proof("ab"); got != "" {
		t.Errorf("kept %q in a file", got)
	}
}

func TestProofsAreForgotten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range mostProofs {
		name := filepath.Join(dir, fmt.Sprintf("%08x", i))
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(i), 0)
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	tools := New(Options{ProofDir: dir})
	tools.KeepProof("ffff", "newest")
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > mostProofs/2+1 || tools.Proof("ffff") != "newest" {
		t.Errorf("%d are left, %v", len(left), err)
	}
}
