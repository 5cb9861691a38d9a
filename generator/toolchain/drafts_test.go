package toolchain

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestDrafts(t *testing.T) {
	t.Parallel()
	d := &Drafts{filepath.Join(t.TempDir(), "svcgen", "drafts")}
	if _, err := d.Read("a.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("read a draft that is not there: %v", err)
	}
	for _, text := range []string{"first", "second"} {
		if err := d.Keep("a.json", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := d.Read("a.json"); err != nil || string(got) != text {
			t.Errorf("read %q, %v, want %q", got, err, text)
		}
	}
	info, err := os.Stat(d.Path("a.json"))
	if err != nil || filepath.Separator == '/' && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(d.Path(".new-*")); len(left) > 0 {
		t.Errorf("left %v", left)
	}
	d.Forget("a.json")
	d.Forget("a.json")
	if _, err := d.Read("a.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("read a draft that is forgotten: %v", err)
	}
}

func TestDraftsAreForgotten(t *testing.T) {
	t.Parallel()
	d := &Drafts{t.TempDir()}
	for i := range mostDrafts + 1 {
		if err := d.Keep(fmt.Sprint(i), nil); err != nil {
			t.Fatal(err)
		}
	}
	if left, _ := os.ReadDir(d.dir); len(left) > mostDrafts {
		t.Errorf("%d drafts", len(left))
	}
}
