package bench

import (
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// budgets yields the sizes that are measured, with what each may take.
func budgets(one, ten, hundred time.Duration) iter.Seq2[int, time.Duration] {
	return func(yield func(int, time.Duration) bool) {
		_ = yield(1, one) && yield(10, ten) && yield(100, hundred)
	}
}

// binary is the svcgen to be measured: that of SVCGEN, or one built from this module.
func binary(b *testing.B) string {
	b.Helper()
	if path := os.Getenv("SVCGEN"); path != "" {
		return path
	}
	path := filepath.Join(os.TempDir(), fmt.Sprintf("svcgen-bench-%d", os.Getuid()))
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", path, "../cmd/svcgen").CombinedOutput(); err != nil {
		b.Fatalf("build svcgen: %v\n%s", err, out)
	}
	return path
}

// writeSpec writes a spec of n services of one resource.
func writeSpec(b *testing.B, n int) string {
	b.Helper()
	var s strings.Builder
	s.WriteString("version: 1\nmodule: example.com/shop\nauth: none\nservices:\n")
	for i := range n {
		fmt.Fprintf(&s, "  service_%d:\n    resources:\n      thing_%d:\n        fields:\n", i, i)
		s.WriteString(`          code: string unique immutable len=3..32
          title: string len=..200 filter=eq,prefix search
          status: enum=draft,active default=draft filter
          price: decimal(10,2) min=0 filter sort
          stock: int32 default=0 min=0
          note: text optional
`)
	}
	path := filepath.Join(b.TempDir(), "shop.yaml")
	if err := os.WriteFile(path, []byte(s.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// newWorkspace makes a workspace of n services.
func newWorkspace(b *testing.B, n int) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "shop")
	if out, err := exec.CommandContext(b.Context(), binary(b), "new", dir, "-f", writeSpec(b, n)).CombinedOutput(); err != nil {
		b.Fatalf("svcgen new: %v\n%s", err, out)
	}
	return dir
}

// copyOf gives each run a copy of a workspace to work on.
func copyOf(b *testing.B, made string) func(dir string) {
	b.Helper()
	return func(dir string) {
		if err := os.CopyFS(filepath.Join(dir, "shop"), os.DirFS(made)); err != nil {
			b.Fatal(err)
		}
	}
}
