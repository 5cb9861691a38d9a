//go:build unix

package pgtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"syscall"
)

// lock waits until no other process has the file locked. It ends with the process at the latest.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- paths of this package
	if err != nil {
		return nil, err
	}
	return func() { _ = file.Close() }, syscall.Flock(int(file.Fd()), syscall.LOCK_EX)
}

// checkOwner fails unless dir is a directory of this user that nobody else can write to. In /tmp anybody could have made it, with the
// URL of another server in it.
func checkOwner(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int64(stat.Uid) != int64(os.Getuid()) || info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s is not a directory that only you can write to: remove it, or set TEST_DATABASE_URL", dir)
	}
	return nil
}

// findInitdb returns the path of initdb of the installed PostgreSQL, or errNoServer.
func findInitdb() (string, error) {
	initdb, err := exec.LookPath("initdb")
	for version := 30; err != nil; version-- {
		if version < 15 {
			return "", errNoServer
		}
		initdb = fmt.Sprintf("/usr/lib/postgresql/%d/bin/initdb", version)
		_, err = os.Stat(initdb)
	}
	return initdb, nil
}

// startLocal starts a server of the installed PostgreSQL in a new directory below dir.
func startLocal(ctx context.Context, dir string) (string, error) {
	initdb, err := findInitdb()
	if err != nil {
		return "", err
	}
	left, _ := filepath.Glob(filepath.Join(dir, "server-*"))
	for _, path := range left {
		_ = os.Remove(path) // goes where it is empty: a server under another user cannot do that when it stops
	}
	data, err := os.MkdirTemp(dir, "server-")
	if err != nil {
		return "", err
	}
	return inDir(data), execIn(ctx, data,
		initCommand(initdb, data, "--no-sync"),
		[]string{filepath.Join(filepath.Dir(initdb), "pg_ctl"), "start", "-s", "-D", data, "-l", "log", "-o", settings + " -h '' -k ."},
	)
}

// initCommand is the command that makes the data directory of a server.
func initCommand(initdb, data string, more ...string) []string {
	return append([]string{initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"}, more...)
}

// inDir is the URL of a server whose socket is in dir.
func inDir(dir string) string { return "postgres://postgres@/postgres?host=" + url.QueryEscape(dir) }

// execIn runs commands in data, which is theirs.
func execIn(ctx context.Context, data string, commands ...[]string) error {
	account, err := accountFor(data)
	if err != nil {
		return err
	}
	for _, args := range commands {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...)                                     // #nosec G204 -- commands of this package
		cmd.Dir, cmd.SysProcAttr = data, &syscall.SysProcAttr{Credential: account, Setpgid: true} // Ctrl-C is not for it
		if out, err := cmd.CombinedOutput(); err != nil {
			log, _ := os.ReadFile(filepath.Join(data, "log")) // #nosec G304 -- the log of its own server
			return fmt.Errorf("%s: %w\n%s%s", args[0], err, out, log)
		}
	}
	return nil
}

// accountFor returns the account that a server with these data runs under, and makes them its own. It is nil for that of this process.
// PostgreSQL refuses to run as root.
func accountFor(data string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil //nolint:nilnil // as in SysProcAttr
	}
	account, err := unprivileged()
	if err != nil {
		return nil, err
	}
	return account, os.Chown(data, int(account.Uid), int(account.Gid))
}

// unprivileged is an account that a server can run under.
func unprivileged() (*syscall.Credential, error) {
	account, err := user.Lookup("postgres")
	if err != nil {
		account, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	var c syscall.Credential
	_, err = fmt.Sscan(account.Uid+" "+account.Gid, &c.Uid, &c.Gid)
	return &c, err
}
