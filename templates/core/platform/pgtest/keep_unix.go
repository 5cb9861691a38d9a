//go:build unix

package pgtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// stopTime is how long a server gets to stop.
const stopTime = 10 * time.Second

// keepLocal starts a server of the installed PostgreSQL whose data are in dir.
func keepLocal(ctx context.Context, dir string) (server string, stop func(), err error) {
	if os.Getenv("TEST_DATABASE_URL") != "" {
		return "", nil, errNoServer
	}
	initdb, err := findInitdb()
	if err != nil {
		return "", nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", nil, err
	}
	data := filepath.Join(dir, "data")
	if err := os.MkdirAll(dir, 0o755); err != nil { // #nosec G301 -- the server may run under another user
		return "", nil, err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- a folder of the workspace
	if err != nil {
		return "", nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = lock.Close()
		return "", nil, fmt.Errorf("%s is in use: is make dev running already?", dir)
	}
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("*\n"), 0o600); err != nil {
		return "", nil, err
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return "", nil, err
	}
	control := filepath.Join(filepath.Dir(initdb), "pg_ctl")
	var commands [][]string
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err != nil {
		commands = append(commands, initCommand(initdb, data))
	}
	if err := execIn(ctx, data, []string{control, "status", "-D", data}); err != nil { // it runs if the last one could not stop it
		commands = append(commands, []string{control, "start", "-s", "-w", "-D", data, "-l", "log", "-o", "-c timezone=UTC -h '' -k ."})
	}
	if err := execIn(ctx, data, commands...); err != nil {
		_ = lock.Close()
		return "", nil, fmt.Errorf("%w\nmake dev-reset makes it anew, without its data", err)
	}
	return inDir(data), func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopTime)
		defer cancel()
		_ = execIn(ctx, data, []string{control, "stop", "-s", "-m", "fast", "-D", data})
		_ = lock.Close()
	}, nil
}
