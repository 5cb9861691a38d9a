//go:build unix

package pgtest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCheckOwner(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(dir string) error
		ok      bool
		root    bool // needs root
	}{
		"own":               {prepare: func(string) error { return nil }, ok: true},
		"others can write":  {prepare: func(dir string) error { return os.Chmod(dir, 0o777) }},
		"a group can write": {prepare: func(dir string) error { return os.Chmod(dir, 0o775) }},
		"another user's":    {prepare: func(dir string) error { return os.Chown(dir, 65534, 65534) }, root: true},
		"a link": {prepare: func(dir string) error {
			if err := os.Rename(dir, dir+"-elsewhere"); err != nil {
				return err
			}
			return os.Symlink(dir+"-elsewhere", dir)
		}},
		"a file": {prepare: func(dir string) error {
			if err := os.Remove(dir); err != nil {
				return err
			}
			return os.WriteFile(dir, nil, 0o600)
		}},
		"nothing": {prepare: os.Remove},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.root && os.Getuid() != 0 {
				t.Skip("needs root")
			}
			dir := filepath.Join(t.TempDir(), "pgtest")
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := c.prepare(dir); err != nil {
				t.Fatal(err)
			}
			if err := checkOwner(dir); (err == nil) != c.ok {
				t.Errorf("checkOwner = %v", err)
			}
		})
	}
}
