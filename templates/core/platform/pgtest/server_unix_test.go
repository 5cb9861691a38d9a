//go:build unix

package pgtest_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// TestForeignDirectory plants the directory of the server that tests share, with the URL of another server in it.
func TestForeignDirectory(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root's is in /tmp, where other tests use it")
	}
	t.Setenv("TEST_DATABASE_URL", "")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	go func() {
		if conn, err := listener.Accept(); err == nil {
			t.Error("connected to another server")
			_ = conn.Close()
		}
	}()
	plant := func(dir string, mode os.FileMode) {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		url := fmt.Sprintf("postgres://postgres@%s/postgres?connect_timeout=2", listener.Addr())
		if err := os.WriteFile(filepath.Join(dir, "url"), []byte(url), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, prepare := range map[string]func(dir string){
		"others can write":  func(dir string) { plant(dir, 0o777) },
		"a group can write": func(dir string) { plant(dir, 0o775) },
		"a link": func(dir string) {
			plant(dir+"-elsewhere", 0o755)
			if err := os.Symlink(dir+"-elsewhere", dir); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			temp := t.TempDir()
			t.Setenv("TMPDIR", temp)
			prepare(filepath.Join(temp, fmt.Sprintf("pgtest-%d", os.Getuid())))
			_, _, err := pgtest.Connect(t.Context())
			if err == nil || !strings.Contains(err.Error(), "is not a directory that only you can write to: remove it") {
				t.Errorf("got %v", err)
			}
		})
	}
}
