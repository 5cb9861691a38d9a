package spec

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzParse holds that no file makes Parse panic or hang, that every problem stands inside the file, and that a spec without
// problems survives Marshal and Split.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"minimal", "shop"} {
		f.Add(exampleSpec(f, name).Data)
	}
	for _, name := range []string{"everything.yaml", "changed.yaml"} {
		f.Add(sharedSpec(f, name).Data)
	}
	for _, seed := range []string{
		"", "a: [", "a: {b: c", "- - - a", "? a\n: b", "a: &x [*x]\n<<: *x", "a: |\n  b\n", "a: >-\n  b\n\n  c", "%YAML 1.2\n---\na: b", "\ta: b", "a: \"\\u00e9\\x", "a: 'b''c'",
		"version: 1\nmodule: a.b/c\nauth: none\nservices: {a: {resources: {b: {fields: {c: \"string\\n  uniqe\"}}}}}",
		"version: 1\nmodule: a.b/c\nauth: none\nservices:\n  a:\n    # b\n    resources:\n      b:\n        fields:\n          c: {enum: [a, b], default: a}\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		file := Source{Path: "f.yaml", Data: data}
		s, err := Parse([]Source{file})
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("took %s", took)
		}
		if err != nil {
			checkProblems(t, err, file)
			return
		}
		again, err := Parse([]Source{workspaceOf(string(Marshal(s)))})
		if err != nil {
			t.Fatalf("marshalled: %v\n%s", err, Marshal(s))
		}
		options := []cmp.Option{noPos, cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b *Enum) bool { return a.Name < b.Name })}
		if diff := cmp.Diff(s, again, options...); diff != "" {
			t.Fatalf("marshalled: %s", diff)
		}
		files, err := Split(file)
		if err != nil {
			t.Fatalf("split: %v", err)
		}
		if diff := cmp.Diff(s, mustParse(t, files...), options...); diff != "" {
			t.Fatalf("split: %s", diff)
		}
	})
}

func checkProblems(t *testing.T, err error, file Source) {
	t.Helper()
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("%T", err)
	}
	lines := strings.Split(strings.TrimPrefix(string(file.Data), "\ufeff"), "\n")
	for _, p := range ps {
		switch {
		case p.Msg == "the file cannot be read as YAML":
			t.Errorf("the YAML library gave up")
		case p.Line < 1 || p.Col < 1 || p.Line > len(lines):
			t.Errorf("%d:%d is no place: %s", p.Line, p.Col, p.Msg)
		case utf8.Valid(file.Data) && p.Col > utf8.RuneCountInString(lines[p.Line-1])+1:
			t.Errorf("%d:%d is no place: %s", p.Line, p.Col, p.Msg)
		}
		for _, text := range []string{p.Msg, p.Hint, p.Excerpt} {
			if !utf8.ValidString(text) || strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\n' || c == 0x7f }) {
				t.Errorf("not for a terminal: %q", text)
			}
		}
	}
}

// FuzzParseField holds that no field makes ParseField panic, that problems stand inside it, and that a field without problems reads
// the same when it is formatted.
func FuzzParseField(f *testing.F) {
	for _, seed := range []string{
		"string unique len=3..32", "decimal(10,2) min=0", "enum=a,b default=a", `text description="a \"b\" c"`, "timestamp value=now", "ref=x optional on_delete=set_null",
		"string[] max_items=3 filter", `json default={"a":1}`, "bytes max_bytes=16KiB", "string:unique", `string pattern="a b"`, "float64 min=-1e300 max=1e300",
	} {
		f.Add(seed, false)
		f.Add(strings.ReplaceAll(seed, " ", ":"), true)
	}
	f.Fuzz(func(t *testing.T, text string, shell bool) {
		sep := ' '
		if shell {
			sep = ':'
		}
		field, problems := ParseField(Pos{File: "f", Line: 1, Col: 1}, "x", text, sep)
		if problems == nil {
			checkFormat(t, field)
			return
		}
		for _, p := range problems {
			if p.Line != 1 || p.Col < 1 || p.Col > utf8.RuneCountInString(text)+1 {
				t.Errorf("%d:%d is no place: %s", p.Line, p.Col, p.Msg)
			}
			if inline := p.Inline(); strings.ContainsAny(inline, "\n\x00\x1b") || !utf8.ValidString(inline) {
				t.Errorf("not for a terminal: %q", inline)
			}
		}
	})
}

// FuzzName holds that a name that is accepted can be a directory, a package and a key of YAML, and that a name that is suggested is accepted.
func FuzzName(f *testing.F) {
	for _, seed := range []string{"product", "order_line", "OrderLine", "../x", "", "9a", "a__b", "café", "HTTPServer", "con", "pg_x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		fault := nameFault("service", name)
		if fault.ok() != (isName(name) && len(name) <= maxName) {
			t.Errorf("%q: %v", name, fault)
		}
		if better := toSnake(name); better != "" && !nameFault("field", better).ok() {
			t.Errorf("%q: suggests %q", name, better)
		}
		if !fault.ok() {
			return
		}
		if filepath.Base(name) != name || strings.ContainsFunc(name, func(c rune) bool { return c > 'z' }) || toSnake(name) != name {
			t.Errorf("%q is accepted", name)
		}
		if !serviceNameFault(name).ok() || !resourceNameFault(name, "").ok() {
			return
		}
		text := goodWorkspace + "services:\n  " + name + ":\n    resources:\n      " + name + ":\n        fields: {x: string}\n"
		if s := mustParse(t, workspaceOf(text)); s.Services[0].Resources[0].Name != name {
			t.Errorf("%q reads as %q", name, s.Services[0].Name)
		}
	})
}

// TestHostileFiles measures shapes that are hard for parsers, at a size where work that grows with the square shows.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const size = maxFileSize / 4
	pieces := []string{
		"[", "{", "- ", "? ", "a: ", "- a: ", "!!x ", "&a ", "*a ", "{a: ", "'", `"`, `"\`, "|\n", "a: |\n  x\n", "a\n", "\n", "# x\n", "a: b\n", "- a\n", "x,", "[a],", `"a" `, ": ", "--- \n", "%\n", "- |\n",
		"a: 'x\n  y'\n", "x: >\n a\n\n b\n", `\u0041`, "a:\n- ", "\t", "}", "]", "{}", "-\n", "?\n", ":\n", "!\n", "<<: *a\n", "a: [\n", "é: é\n", " a: b\n", "a:\n  b:\n   c: d\n", "a: [b, c]\n",
	}
	for _, piece := range pieces {
		for _, head := range []string{"", "version: 1\nservices:\n  x:\n    resources:\n      "} {
			data := head + strings.Repeat(piece, size/len(piece))
			start := time.Now()
			_, err := Parse([]Source{workspaceOf(data)})
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("%q, %q: %s", head, piece, took)
			}
			if err == nil {
				t.Errorf("%q, %q: no problem", head, piece)
			}
		}
	}
}
