package generator

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

// TestMovedDisk reads the disk as it will be: before svcgen moves a folder, after the user moved it, and when two exchange their names.
func TestMovedDisk(t *testing.T) {
	t.Parallel()
	exchanged := folders{{from: "services/a", to: "services/b"}, {from: "services/b", to: "services/a"}}
	renamed := folders{{from: "services/a", to: "services/b"}}
	for name, c := range map[string]struct {
		folders folders
		files   map[string]string
		want    string // of the folders of a, b and c: names and contents
	}{
		"not yet moved":    {renamed, map[string]string{"services/a/x.sql": "ax", "services/b/y.sql": "by", "services/c/z.sql": "cz"}, "a none; b x.sql=ax y.sql=by; c z.sql=cz"},
		"moved by hand":    {renamed, map[string]string{"services/b/x.sql": "ax", "services/c/z.sql": "cz"}, "a none; b x.sql=ax; c z.sql=cz"},
		"moved in part":    {renamed, map[string]string{"services/a/x.sql": "ax", "services/b/x.sql": "bx"}, "a none; b x.sql=ax; c none"},
		"exchanged":        {exchanged, map[string]string{"services/a/x.sql": "ax", "services/b/y.sql": "by"}, "a y.sql=by; b x.sql=ax; c none"},
		"nothing renamed":  {nil, map[string]string{"services/a/x.sql": "ax"}, "a x.sql=ax; b none; c none"},
		"another's prefix": {renamed, map[string]string{"services/ab/x.sql": "no", "services/bb/x.sql": "no"}, "a none; b none; c none"},
	} {
		var got []string
		on := c.folders.on(disk(c.files))
		for _, dir := range []string{"a", "b", "c"} {
			names, err := fs.Glob(on, "services/"+dir+"/*.sql")
			if err != nil {
				t.Fatal(err)
			}
			line := dir
			for _, n := range names {
				text, err := fs.ReadFile(on, n)
				if err != nil {
					t.Fatal(err)
				}
				line += " " + strings.TrimPrefix(n, "services/"+dir+"/") + "=" + string(text)
			}
			if len(names) == 0 {
				line += " none"
			}
			got = append(got, line)
		}
		if all := strings.Join(got, "; "); all != c.want {
			t.Errorf("%s: %s, want %s", name, all, c.want)
		}
	}
}

func TestServiceFolders(t *testing.T) {
	t.Parallel()
	f := folders{{from: "services/a", to: "services/b", code: "gen/go/shop/a/v1", into: "gen/go/shop/b/v1"}}
	want := []plan.Rename{
		{From: "services/a/", To: "services/b/"},
		{From: "services/a/service.yaml", To: "services/a/service.yaml"},
		{From: "gen/go/shop/a/v1/", To: "gen/go/shop/b/v1/"},
	}
	for i, r := range f.renames() {
		if r.From != want[i].From || r.To != want[i].To {
			t.Errorf("%s to %s", r.From, r.To)
		}
	}
	at := disk(map[string]string{"services/a/x.go": "", "services/b/y.go": ""})
	for _, c := range []struct{ name, want string }{
		{"services/a/x.go", "services/a/x.go"}, {"services/a/y.go", "services/b/y.go"}, {"services/a/z.go", "services/a/z.go"}, {"proto/a.proto", "proto/a.proto"},
	} {
		if got := f.find(at, c.name); got != c.want {
			t.Errorf("%s is at %s", c.name, got)
		}
	}
}
