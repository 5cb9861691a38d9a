package render

import (
	"slices"
	"strings"
	"testing"
)

// TestOwnUses covers layouts that no template has.
func TestOwnUses(t *testing.T) {
	t.Parallel()
	index := smallPlatform(t)
	for _, c := range []struct{ name, path, src, want string }{
		{"imports on lines of their own", "own/own.go", "package own\nimport \"fmt\"\nimport \"a.com/w/platform/errs\"\nvar _ = errs.Other\n", "errs/other.go"},
		{"CRLF", "own/own.go", "package own\r\n\r\nimport (\r\n\t\"a.com/w/platform/errs\"\r\n)\r\n\r\nvar _ = errs.Other\r\n", "errs/other.go"},
		{"an alias", "own/own.go", "package own\nimport e \"a.com/w/platform/errs\"\nvar _ = e.Other\n", "errs/other.go"},
		{"a test", "own/own_test.go", "package own\nimport \"a.com/w/platform/errs\"\nvar _ = errs.Other\n", "errs/other.go"},
		{"a blank import", "own/own.go", "package own\nimport _ \"a.com/w/platform/pg\"\n", "pg/lock_other.go pg/lock_unix.go"},
		{"a dot import", "own/own.go", "package own\nimport . \"a.com/w/platform/pg\"\nvar _ = Lock\n", "pg/lock_other.go pg/lock_unix.go"},
		{"a file in a package of platform", "platform/pg/own.go", "package pg\nvar _ = Lock\n", "pg/lock_other.go pg/lock_unix.go"},
		{"a file of svcgen's that the user keeps", "platform/errs/length.go", "package errs\nfunc (v *Violations) Length() { count() }\n", "errs/count.go errs/errs.go"},
		{"a file of svcgen's with a type that the user keeps", "platform/errs/errs.go", "package errs\ntype Violations struct{}\nfunc (v Violations) Both() { v.Length() }\n", "errs/count.go errs/errs.go errs/length.go"},
		{"an error below the imports", "own/own.go", "package own\nimport \"a.com/w/platform/errs\"\nfunc {\nvar _ = errs.Other\n", "errs/other.go"},
		{"no Go", "own/own.go", "\x00", ""},
	} {
		var got []string
		for _, f := range index.needed(index.own("a.com/w", []Source{{Path: c.path, Data: []byte(c.src)}}, nil)) {
			got = append(got, f.name)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestUneditedGone holds that a file that is about to be removed keeps nothing.
func TestUneditedGone(t *testing.T) {
	t.Parallel()
	index := smallPlatform(t)
	source := Source{Path: "own/own.go", Data: []byte("package own\nimport \"a.com/w/platform/errs\"\nvar _ = errs.Other\n"), Unedited: true}
	if got := index.own("a.com/w", []Source{source}, nil); len(got) != 0 {
		t.Errorf("no row writes it, and it counts: %v", got)
	}
	if got := index.own("a.com/w", []Source{source}, []text{{File: File{Path: source.Path}}}); len(got) != 1 {
		t.Error("a row writes it, and it does not count")
	}
}

func TestImageDirsNested(t *testing.T) {
	t.Parallel()
	got := imageDirs("services/x/cmd", []string{"services/x"}, map[string][]string{
		"services/x/cmd": {"internal", "internal/deep", "internals"},
	})
	if want := []string{"internal", "internals", "services/x"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
