//go:build unix

package toolchain

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"syscall"
)

// ownGroup makes cmd the head of a process group that is killed as a whole when the context ends.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// canServe reports whether a PostgreSQL server can be started on this system.
const canServe = true

// serverProcess makes cmd the head of a process group. PostgreSQL refuses to run as root, so there it gets another account,
// to which dir is given.
func serverProcess(cmd *exec.Cmd, dir string) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		account, err = user.Lookup("nobody")
	}
	if err != nil {
		return fmt.Errorf("find an account that is not root: %w", err)
	}
	var c syscall.Credential
	if _, err := fmt.Sscan(account.Uid+" "+account.Gid, &c.Uid, &c.Gid); err != nil {
		return fmt.Errorf("account %s: %w", account.Username, err)
	}
	cmd.SysProcAttr.Credential = &c
	return os.Chown(dir, int(c.Uid), int(c.Gid))
}

func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
