package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// caseName is the prefix of the root directory of a case.
var caseName = regexp.MustCompile(`^case\d+`)

// change is a change of a spec, and what svcgen and buf must report for it.
type change struct {
	row    string // of the table in docs/decisions/compatibility.md: the first column
	first  string // what was there before that, or ""
	before string // the services
	after  string
	want   []string // parts of what svcgen names, in its order; none: compatible
	buf    bool     // buf refuses it too
}

// TestBreaking checks that svcgen reports what the table in docs/decisions/compatibility.md says.
func TestBreaking(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../docs/decisions/compatibility.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range changes() {
		verdict := "no"
		switch {
		case len(c.want) == 0:
			verdict = "yes"
		case c.buf:
			verdict = "no, buf"
		}
		if row := "| " + c.row + " | " + verdict + " |"; !bytes.Contains(doc, []byte(row)) {
			t.Errorf("docs/decisions/compatibility.md has no row %s", row)
		}
		t.Run(fmt.Sprintf("%02d %s", i, c.row), func(t *testing.T) {
			t.Parallel()
			known := ledger.New()
			if c.first != "" {
				_, known, _ = buildModel(t, "shop", c.first, known)
			}
			_, known, _ = buildModel(t, "shop", c.before, known)
			_, known, changes := buildModel(t, "shop", c.after, known)
			c.check(t, changes)
			if _, _, again := buildModel(t, "shop", c.after, known); len(again) > 0 {
				t.Errorf("named again in the next run: %v", again)
			}
		})
	}
}

// check compares what svcgen reports with what the case wants.
func (c change) check(t *testing.T, got []compat.Breaking) {
	t.Helper()
	var whats []string
	buf := false
	for _, b := range got {
		whats = append(whats, b.What)
		buf = buf || b.Buf
		if b.Pos.File == "" || b.Pos.Line == 0 {
			t.Errorf("no place: %+v", b)
		}
	}
	ok := len(got) == len(c.want)
	for i := 0; ok && i < len(got); i++ {
		ok = strings.Contains(whats[i], c.want[i])
	}
	if !ok {
		t.Errorf("svcgen names\n\t%s\nwant\n\t%s", strings.Join(whats, "\n\t"), strings.Join(c.want, "\n\t"))
	}
	if buf != c.buf {
		t.Errorf("svcgen says that buf refuses it: %v, want %v", buf, c.buf)
	}
}

// A new workspace, service or resource has no clients, so nothing breaks.
func TestBreakingNothing(t *testing.T) {
	t.Parallel()
	for _, c := range changes() {
		if c.first != "" || strings.Contains(c.after, "removed:") || strings.Contains(c.after, "renamed_from") {
			continue
		}
		if _, _, changes := buildModel(t, "shop", c.after, ledger.New()); len(changes) > 0 {
			t.Errorf("%s: %v", c.row, changes)
		}
	}
}

// TestBufAgrees compares the table with buf: buf accepts what svcgen calls compatible, and svcgen marks what buf refuses.
func TestBufAgrees(t *testing.T) {
	if testing.Short() {
		t.Skip("runs buf")
	}
	dir := t.TempDir()
	for i, c := range changes() {
		name := fmt.Sprintf("case%02d", i)
		known := ledger.New()
		if c.first != "" {
			_, known, _ = buildModel(t, name, c.first, known)
		}
		before, known, _ := buildModel(t, name, c.before, known)
		after, _, _ := buildModel(t, name, c.after, known)
		writeProtos(t, filepath.Join(dir, "before"), before)
		writeProtos(t, filepath.Join(dir, "after"), after)
	}
	found := bufBreaking(t, dir)
	for i, c := range changes() {
		name := fmt.Sprintf("case%02d", i)
		if refused := len(found[name]) > 0; refused != c.buf {
			t.Errorf("%s (%s): buf refuses it: %v, want %v: %v", name, c.row, refused, c.buf, found[name])
		}
	}
}

// build returns the model of a workspace called name. A first line `module x` changes the name to namex.
func buildModel(t *testing.T, name, services string, l *ledger.Ledger) (*model.Model, *ledger.Ledger, []compat.Breaking) {
	t.Helper()
	if rest, ok := strings.CutPrefix(services, "module "); ok {
		suffix, after, _ := strings.Cut(rest, "\n")
		name, services = name+suffix, after
	}
	text := header(name) + services
	if strings.Contains(services, "auth:") {
		text = strings.Replace(text, "auth: none\n", "", 1)
	}
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(text)}})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	m, next, err := build.Model(s, l)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	changes := compat.Find(m, s, l)
	known := map[string][]byte{}
	for _, f := range next.Files() {
		known[f.Path] = f.Data
	}
	if next, err = ledger.Parse(known); err != nil {
		t.Fatal(err)
	}
	return m, next, changes
}

// header is the head of a spec without auth.
func header(name string) string { return "version: 1\nauth: none\nmodule: example.com/" + name + "\n" }

// writeProtos writes the protos of a workspace as svcgen generates them.
func writeProtos(t *testing.T, dir string, m *model.Model) {
	t.Helper()
	files, err := generator.Renderer().Files(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if path.Ext(f.Path) == ".proto" {
			write(t, filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data)
		}
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// bufBreaking runs buf as a generated workspace does, once for all cases: each has its own root below proto/. It returns what buf
// refuses, by case.
func bufBreaking(t *testing.T, dir string) map[string][]string {
	t.Helper()
	const golden = "../testdata/golden/library/want/"
	for _, tree := range []string{"before", "after"} {
		if err := os.CopyFS(filepath.Join(dir, tree, "third_party"), os.DirFS(golden+"third_party")); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(golden + "buf.yaml")
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, tree, "buf.yaml"), data)
	}
	buf, err := exec.CommandContext(t.Context(), "go", "tool", "-n", "buf").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), strings.TrimSpace(string(buf)), "breaking", "--against", "../before", "--error-format", "json")
	cmd.Dir = filepath.Join(dir, "after")
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil && out.Len() == 0 {
		t.Fatalf("buf: %v\n%s", err, errOut.Bytes())
	}
	found := map[string][]string{}
	for line := range bytes.Lines(out.Bytes()) {
		var finding struct {
			Path, Type, Message string
		}
		if err := json.Unmarshal(line, &finding); err != nil {
			t.Fatalf("buf: %v\n%s", err, line)
		}
		parts := strings.Split(finding.Path, "/")
		if len(parts) < 2 {
			t.Fatalf("buf names no case: %s", line)
		}
		name := caseName.FindString(parts[1])
		found[name] = append(found[name], finding.Type+": "+finding.Message)
	}
	return found
}
