package spec

import (
	"strings"

	"golang.org/x/mod/module"
)

// maxModule is the length of the longest module path.
const maxModule = 200

// CheckModule returns an error if a text cannot be the module path of a workspace. The error is a Problem without a place.
func CheckModule(path string) error { return moduleFault(path).err() }

// WorkspaceName is the name of the workspace with a module path: the last element in snake_case, without a major version.
// It is "" if the path gives none, which CheckModule reports.
func WorkspaceName(modulePath string) string {
	prefix, _, ok := module.SplitPathVersion(modulePath)
	if !ok {
		prefix = modulePath
	}
	return toSnake(prefix[strings.LastIndexByte(prefix, '/')+1:])
}

// exampleModule is the hint for what has no better one.
const exampleModule = "for example github.com/acme/shop"

func moduleFault(path string) fault {
	f := modulePathFault(path)
	if f == (fault{}) {
		f = moduleUseFault(path)
	}
	return f
}

// modulePathFault says why a text is not a module path.
func modulePathFault(path string) fault {
	switch {
	case path == "":
		return fault{"the module path is empty", exampleModule}
	case len(path) > maxModule:
		return fault{"the module path is too long", "use at most 200 characters"}
	case strings.Contains(path, "://"):
		return fault{"module path " + quote(path) + " is a URL", "leave out " + path[:strings.Index(path, "://")+3]}
	case strings.HasPrefix(path, "/"), strings.HasPrefix(path, "."):
		return fault{"module path " + quote(path) + " is a path of the file system", "a Go module path, " + exampleModule}
	}
	check := module.CheckPath
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") { // CheckPath wants a domain; a module that is never downloaded needs none
		check = module.CheckImportPath
	}
	if err := check(path); err != nil {
		return fault{"module path " + quote(path) + " is not valid: " + reason(err), exampleModule}
	}
	return fault{}
}

// moduleUseFault says why a module path cannot be that of a workspace.
func moduleUseFault(path string) fault {
	for element := range strings.SplitSeq(path, "/") {
		if element == "vendor" || element == "internal" || element == "testdata" {
			return fault{"module path " + quote(path) + ": Go does not import packages below " + quote(element), exampleModule}
		}
	}
	if strings.HasPrefix(path, "google.golang.org/") || strings.HasPrefix(path, "github.com/jackc/pgx") {
		return fault{"module path " + quote(path) + " is the path of a library that the workspace uses", exampleModule}
	}
	if first, _, _ := strings.Cut(path, "/"); first == "std" || first == "cmd" || path == "go" || path == "toolchain" {
		return fault{"module path " + quote(path) + " belongs to Go itself", exampleModule}
	}
	if _, _, ok := module.SplitPathVersion(path); !ok {
		return fault{"module path " + quote(path) + " has an invalid major version", "use /v2 or above, or none"}
	}
	if WorkspaceName(path) == "" {
		return fault{"the last element of module path " + quote(path) + " is the name of the workspace: it must start with a letter, and have at most 40 characters", exampleModule}
	}
	return fault{}
}

// reason is the inner part of an error of package module.
func reason(err error) string {
	msg := err.Error()
	if at := strings.LastIndex(msg, ": "); at >= 0 {
		return msg[at+2:]
	}
	return msg
}
