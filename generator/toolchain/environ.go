package toolchain

import (
	"os"
	"runtime"
	"slices"
	"strings"
)

// environment is that of a program that reads the workspace: what finds programs, folders, modules and the network, and nothing
// else. Secrets of CI are not in it, whatever the program is made to read or print. More variables may be added.
func environment(more ...string) []string {
	var env []string
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); passed(name) {
			env = append(env, variable)
		}
	}
	return append(env, more...)
}

// passed reports whether a program gets a variable of svcgen's environment.
func passed(name string) bool {
	same := func(known string) bool { return known == name }
	if runtime.GOOS == "windows" {
		same = func(known string) bool { return strings.EqualFold(known, name) }
		if slices.ContainsFunc(ofWindows(), same) {
			return true
		}
	}
	if slices.ContainsFunc(ofEverybody(), same) {
		return true
	}
	return slices.ContainsFunc(ofGit(), func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// ofEverybody are the variables of the system and of the go command. Its GOFLAGS, GOENV and GOTOOLCHAIN come from the user: no
// file of a workspace sets them.
func ofEverybody() []string {
	return []string{
		"PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
		"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
		"SSL_CERT_FILE", "SSL_CERT_DIR", "SSH_AUTH_SOCK", "NETRC",
		"GOROOT", "GOPATH", "GOCACHE", "GOCACHEPROG", "GOMODCACHE", "GOTMPDIR", "GOENV", "GOFLAGS", "GOTOOLCHAIN", "GODEBUG",
		"GOPROXY", "GONOPROXY", "GOSUMDB", "GONOSUMDB", "GOPRIVATE", "GOINSECURE", "GOVCS", "GOAUTH",
		"GOOS", "GOARCH", "GOAMD64", "GOARM", "GOARM64", "GOEXPERIMENT", "GOFIPS140", "GOMAXPROCS", "GOMEMLIMIT", "GOCOVERDIR",
	}
}

// ofWindows are the variables that programs of Windows need to start, and to find their folders.
func ofWindows() []string {
	return []string{
		"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH",
		"APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
	}
}

// ofGit are the beginnings of variables that git needs if go fetches a private module with it.
func ofGit() []string {
	return []string{"GIT_CONFIG_", "GIT_SSH", "GIT_SSL_", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT"}
}
