package workspace

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

func TestMessages(t *testing.T) {
	pathErr := func(err error) error { return &fs.PathError{Op: "openat", Path: "services/x.go", Err: err} }
	many := []string{"a", "b", "c", "d", "e", "f", "g"}
	for want, err := range map[string]error{
		"cannot write x.go: the disk is full":                                                             explain("write", "x.go", pathErr(syscall.ENOSPC)),
		"cannot write x.go: permission denied":                                                            explain("write", "x.go", pathErr(syscall.EACCES)),
		"cannot write x.go: the file system is read-only":                                                 explain("write", "x.go", &os.LinkError{Err: syscall.EROFS}),
		"cannot read y: file does not exist":                                                              explain("write", "x", explain("read", "y", fs.ErrNotExist)),
		"a, b changed while svcgen was planning; nothing was written: run it again":                       &plan.ChangedError{Paths: many[:2]},
		"a run of svcgen was interrupted, and since then somebody edited a, b, c, d, e and 2 other files": &EditedError{many},
		"another svcgen is at work here":                                                                  &LockedError{},
		"another svcgen (pid 7) is at work here":                                                          &LockedError{7},
		"shop is a svcgen workspace already":                                                              &ExistsError{"shop"},
		"no svcgen.yaml in /x or in any directory above it":                                               &NotFoundError{"/x"},
		"this workspace was written by svcgen v1.4.0, and this is v1.3.0":                                 &NewerError{"v1.4.0", "v1.3.0"},
		"an earlier run of svcgen was interrupted: run svcgen recover":                                    &PendingError{},
	} {
		if err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	}
	if explain("write", "x", nil) != nil {
		t.Error("no error became one")
	}
	if !errors.Is(explain("write", "x", pathErr(syscall.ENOSPC)), syscall.ENOSPC) {
		t.Error("the cause is lost")
	}
}

// TestPermission makes a directory of the workspace read-only for real.
func TestPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write anywhere: a read-only directory was not tested")
	}
	dir := t.TempDir()
	f := files{"a/x.go": "owned 1\n", "b/x.go": "owned 1\n", "c/x.go": "owned 1\n"}
	generate(t, dir, f)
	before := snapshot(t, dir)
	if err := os.Chmod(dir+"/b", 0o555); err != nil {
		t.Fatal(err)
	}
	w := open(t, dir)
	p := planFor(t, w, plan.Input{Files: files{"a/x.go": "owned 2\n", "b/x.go": "owned 2\n", "c/x.go": "owned 2\n"}.render(), Tool: "v1.0.0"})
	err := w.Apply(t.Context(), p)
	if err := os.Chmod(dir+"/b", 0o755); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(err, fs.ErrPermission) || differences(before, snapshot(t, dir)) != "" {
		t.Errorf("%v\n%s", err, differences(before, snapshot(t, dir)))
	}
}
