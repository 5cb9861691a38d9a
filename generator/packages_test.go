package generator

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// mostLines limits the Go of a package, without its tests. Packages with another limit have a reason for it.
const mostLines = 3000

// TestPackageSizes counts the lines of every package of the repository. A package that is over the limit has several subjects: it is split
// where one of them needs the fewest names of the other.
func TestPackageSizes(t *testing.T) {
	t.Parallel()
	limits := map[string]int{
		"generator/spec": 13_000, // the language is one subject: parser, printer, edits and schema follow the same tables
		"cmd/svcgen":     3500,   // a file for each command
	}
	root := os.DirFS("..")
	lines := map[string]int{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && name != "."):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		data, err := fs.ReadFile(root, name)
		lines[path.Dir(name)] += bytes.Count(data, []byte("\n"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) < 50 {
		t.Fatalf("found %d packages", len(lines))
	}
	for dir, n := range lines {
		most := mostLines
		if limit, ok := limits[dir]; ok {
			most = limit
		}
		if n > most {
			t.Errorf("%s has %d lines of Go without its tests, want %d at most", dir, n, most)
		}
	}
}
