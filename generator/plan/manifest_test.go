package plan

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/render"
)

func digest(c string) Digest { return Digest(strings.Repeat(c, 64)) }

func TestManifestRoundTrip(t *testing.T) {
	m := Manifest{
		Tool:  "v1.2.3",
		Units: []Unit{{"proto", digest("a")}, {"sqlc orders", digest("b")}},
		Files: []Entry{
			{"z/last", render.Seeded, digest("4")},
			{"Makefile", render.Merged, digest("1")},
			{"with space.md", Ejected, ""},
			{"b/x.gen.go", render.Owned, digest("2")},
			{"b/y.gen.go", Kept, digest("3")},
		},
	}
	text := string(m.Bytes())
	want := "tool v1.2.3\ninputs " + string(digest("a")) + " proto\ninputs " + string(digest("b")) + " sqlc orders\n" +
		string(digest("1")) + " merged Makefile\n" + string(digest("2")) + " owned b/x.gen.go\n" + string(digest("3")) + " kept b/y.gen.go\n" +
		"- ejected with space.md\n" + string(digest("4")) + " seeded z/last\n"
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	for _, ends := range []string{"\n", "\r\n"} {
		back, err := ParseManifest([]byte(strings.ReplaceAll(text, "\n", ends)))
		if err != nil || string(back.Bytes()) != text {
			t.Errorf("%v, back:\n%s", err, back.Bytes())
		}
	}
}

func TestManifestAfterMerge(t *testing.T) {
	text := `<<<<<<< HEAD
tool v1.3.0
inputs ` + string(digest("a")) + ` proto
inputs ` + string(digest("c")) + ` sqlc
` + string(digest("1")) + ` merged Makefile
=======
tool v1.10.0
tool devel
inputs ` + string(digest("b")) + ` proto
inputs ` + string(digest("c")) + ` sqlc
` + string(digest("2")) + ` merged Makefile
` + string(digest("2")) + ` merged Makefile
>>>>>>> branch
`
	m, err := ParseManifest([]byte(text))
	want := Manifest{
		Tool:  "v1.10.0",
		Units: []Unit{{"sqlc", digest("c")}},
		Files: []Entry{{"Makefile", render.Merged, digest("1")}, {"Makefile", render.Merged, digest("2")}},
	}
	if err != nil || !cmp.Equal(m, want) {
		t.Error(err, cmp.Diff(m, want))
	}
	if m.Unit("proto") != "" || m.Unit("sqlc") != digest("c") {
		t.Error("units", m.Units)
	}
}

func TestManifestRefuses(t *testing.T) {
	d := string(digest("1"))
	for _, line := range []string{
		d + " owned ../../x", d + " owned /etc/passwd", d + " owned a/../b", d + " owned .", d + " owned a//b", d + ` owned a\b`,
		d + " owned .git/hooks/pre-commit", d + " owned sub/.GIT/config", d + " owned .svcgen/tx/journal", d + " owned .SVCGEN/TX/x",
		d + " owned .svcgen/lock", d + " owned .svcgen/manifest", d + " owned .svcgen/base/x", d + " owned C:/x", d + " owned a/con.go",
		d + " owned dir./x", d + " owned a/LPT1", d + " owned x\x00y", d + " nothing x", "xyz owned x", d + " owned", "- owned x",
		strings.ToUpper(string(digest("a"))) + " owned x", "inputs x y", "inputs", "hello",
	} {
		m, err := ParseManifest([]byte("tool v9.0.0\n" + line + "\n"))
		if err == nil {
			t.Errorf("%q was accepted", line)
			continue
		}
		if !strings.HasPrefix(err.Error(), ".svcgen/manifest:2: ") {
			t.Errorf("no place in %q", err)
		}
		if m.Tool != "v9.0.0" {
			t.Errorf("the tool is not known: %q", m.Tool)
		}
		if strings.Contains(line, "..") && !errors.As(err, new(*PathError)) {
			t.Errorf("%v is no PathError", err)
		}
	}
	if _, err := ParseManifest([]byte(d + " owned .svcgen/model/orders.yaml\n")); err != nil {
		t.Error(err)
	}
}

func TestEjectAndAdopt(t *testing.T) {
	m := Manifest{Files: []Entry{{"a", render.Owned, digest("1")}, {"b", render.Merged, digest("2")}, {"b", render.Merged, digest("3")}, {"c", Kept, digest("4")}}}
	if m.Eject("nothing") || !m.Eject("a") || m.Eject("a") || !m.Eject("b") {
		t.Error("eject")
	}
	want := []Entry{{"a", Ejected, digest("1")}, {"b", Ejected, digest("2")}, {"c", Kept, digest("4")}}
	if !cmp.Equal(m.Files, want) {
		t.Error(cmp.Diff(m.Files, want))
	}
	if !m.Adopt("a") || m.Adopt("a") || !m.Adopt("c") || m.Adopt("nothing") {
		t.Error("adopt")
	}
	if want := want[1:2]; !cmp.Equal(m.Files, want) {
		t.Error(cmp.Diff(m.Files, want))
	}
}

func TestCompareVersions(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"v1.2.0", "v1.10.0", -1}, {"v1.2.0", "v1.2.0", 0}, {"v2.0.0", "v1.9.9", 1}, {"v1.0.0-rc.1", "v1.0.0", -1}, {"devel", "v9.0.0", 0}, {"v1.0.0", "", 0}} {
		if got := CompareVersions(tt.a, tt.b); got != tt.want {
			t.Errorf("CompareVersions(%q, %q) = %d", tt.a, tt.b, got)
		}
	}
}

func TestCheckTree(t *testing.T) {
	for _, paths := range [][]string{{"a", "a"}, {"Makefile", "makefile"}, {"tools", "tools/dev/main.go"}, {"x/Y/z", "x/y"}, {"ok", "nul.txt"}} {
		if err := checkTree(paths); err == nil {
			t.Errorf("%q was accepted", paths)
		}
	}
	if err := checkTree([]string{"a/b", "a/c", "ab", "a.b/c", ".gitignore", ".github/x", "console.go", "com.go"}); err != nil {
		t.Error(err)
	}
}

func TestPatterns(t *testing.T) {
	for _, tt := range []struct {
		pattern, path string
		want          bool
	}{
		{"Makefile", "Makefile", true},
		{"Makefile", "services/x/Makefile", false},
		{"./Makefile", "Makefile", true},
		{"services/orders", "services/orders/app/wire.go", true},
		{"services/orders/", "services/orders/app/wire.go", true},
		{"services/*/Dockerfile", "services/a/Dockerfile", true},
		{"services/*/Dockerfile", "services/a/b/Dockerfile", false},
		{"**/*.go", "a.go", true},
		{"**/*.go", "x/y/a.go", true},
		{"**/*.go", "x/y/a.mod", false},
		{"**", "x/y", true},
		{".", "x/y", true},
		{"a/**/z", "a/z", true},
		{"a/**/z", "a/b/c/z", true},
		{"[x]", "[x]", true},
		{"*", "x/y", true},
		{"s", "services", false},
	} {
		if got := matches(tt.pattern, tt.path); got != tt.want {
			t.Errorf("matches(%q, %q) = %v", tt.pattern, tt.path, got)
		}
	}
	for _, bad := range []string{"a[b", "", "/"} {
		if _, err := newPatterns([]string{bad}); err == nil {
			t.Errorf("%q is taken as a pattern", bad)
		}
	}
	if got := ShellQuote("it's [x].go"); got != `'it'\''s [x].go'` {
		t.Error(got)
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte("tool v1.0.0\n" + string(digest("1")) + " owned a/b\n- ejected c\n"))
	f.Add([]byte("inputs " + string(digest("1")) + " x\r\n<<<<<<< a\n"))
	f.Add([]byte("inputs " + string(digest("1")) + " \r\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseManifest(data)
		if err != nil {
			return
		}
		again, err := ParseManifest(m.Bytes())
		if err != nil || string(again.Bytes()) != string(m.Bytes()) {
			t.Errorf("%v:\n%q\n%q", err, m.Bytes(), again.Bytes())
		}
	})
}

// CI makes a URL of the version.
func TestManifestVersion(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"v1.2.3": true, "v0.1.0-rc.1": true, "devel": true, "v1": false, "v1.2.3+meta": false, "": false,
		"v9/../../../../../evil/loot/releases/download/v1.0.0": false, "v1.2.3-../x": false, "v1.2.3 x": false, "latest": false,
	} {
		if m, err := ParseManifest([]byte("tool " + version + "\n")); (err == nil) != want || (m.Tool == version) != (want || version == "") {
			t.Errorf("%q: %+v, %v", version, m, err)
		}
	}
}

func TestStampedVersion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ runs, wrote, want string }{
		{"v1.3.0", "v1.2.0", "v1.3.0"}, {"", "v1.2.0", "v1.2.0"}, {Devel, "v1.2.0", "v1.2.0"}, {Devel, "", Devel}, {"v1.3.0", Devel, "v1.3.0"},
	} {
		if got := stamped(c.runs, c.wrote); got != c.want {
			t.Errorf("%s on %s: %s", c.runs, c.wrote, got)
		}
	}
}
