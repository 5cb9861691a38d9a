package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/termquery"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/spec"
)

// checkedJSON is svcgen as every test runs it with --json: it ends with exit code 99 if the document is not what its schema says.
func checkedJSON(args []string) int {
	termquery.Restore()
	var out bytes.Buffer
	code := svcgen(args, patient(&out))
	_, _ = os.Stdout.Write(out.Bytes())
	if err := validJSON(args, code, out.Bytes()); err != nil {
		_, _ = fmt.Fprintf(os.Stderr, "--json: %v\n", err)
		return 99
	}
	return code
}

// validJSON holds that a command printed one document, which is valid and has no member that its schema does not list.
func validJSON(args []string, code int, out []byte) error {
	cmd, asked := asksJSON(newRootCmd(newUI(strings.NewReader(""), io.Discard, io.Discard)), args)
	if !asked || slices.Contains(args, "--help") {
		return nil
	}
	schema, err := closedSchema(say.Kind(cmd.Annotations[jsonKind]))
	if err != nil {
		return err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		return err
	}
	if err := schema.Validate(doc); err != nil {
		return err
	}
	var head say.Head
	if err := json.Unmarshal(out, &head); err != nil {
		return err
	}
	if head.Command != commandName(cmd) || head.ExitCode != code {
		return fmt.Errorf("command %q, exit code %d; want %q, %d", head.Command, head.ExitCode, commandName(cmd), code)
	}
	if (code == problem.ExitDone) != (len(head.Problems) == 0) && code != problem.ExitNotCurrent {
		return fmt.Errorf("exit code %d with %d problems", code, len(head.Problems))
	}
	return nil
}

// closedSchema is the schema of a kind as tests read it: no object has other members than those that are listed.
func closedSchema(kind say.Kind) (*jsonschema.Schema, error) {
	data, err := say.Schema(kind)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	closeObjects(doc)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("schema.json")
}

func closeObjects(node any) {
	switch node := node.(type) {
	case map[string]any:
		if _, ok := node["properties"].(map[string]any); ok {
			node["additionalProperties"] = false
		}
		for _, child := range node {
			closeObjects(child)
		}
	case []any:
		for _, child := range node {
			closeObjects(child)
		}
	}
}

// TestJSONCommands holds that a command with --json has a schema, and that scripts print its document, so that it was checked.
func TestJSONCommands(t *testing.T) {
	t.Parallel()
	root := newRootCmd(newUI(strings.NewReader(""), io.Discard, io.Discard))
	scripts, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	var all strings.Builder
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		if cmd.Flags().Lookup("json") == nil {
			return
		}
		name := commandName(cmd)
		var out bytes.Buffer
		if code := svcgen(append([]string{"schema"}, strings.Fields(name)...), newUI(strings.NewReader(""), &out, io.Discard)); code != 0 || out.Len() == 0 {
			t.Errorf("svcgen schema %s: exit code %d", name, code)
		}
		if !regexp.MustCompile(`(?m)^(?:exec|exits \d+) svcgen ` + name + ` .*--json`).MatchString(all.String() + " ") {
			t.Errorf("no script runs svcgen %s --json", name)
		}
	}
	visit(root)
}

// cmdFix is `fix KIND N`: it carries out the N-th fix of the first problem of a kind in the document on stdout, as a program would.
func cmdFix(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fix KIND N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var head say.Head
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &head))
	for _, p := range head.Problems {
		if string(p.Kind) != args[0] {
			continue
		}
		if n >= len(p.Fixes) {
			ts.Fatalf("%s has %d fixes", p.Message, len(p.Fixes))
		}
		if f := p.Fixes[n]; f.Edit != nil {
			ts.Check(os.WriteFile(ts.MkAbs(f.Edit.Path), []byte(carryOut(ts.ReadFile(f.Edit.Path), *f.Edit)), 0o644))
		} else {
			ts.Check(ts.Exec(f.Command[0], f.Command[1:]...))
		}
		return
	}
	ts.Fatalf("no problem of kind %s", args[0])
}

// carryOut makes an edit in a text.
func carryOut(text string, e spec.TextEdit) string {
	lines := strings.SplitAfter(text, "\n")
	at := func(line, col int) int {
		return len(strings.Join(lines[:line-1], "")) + len(string([]rune(strings.Join(lines[line-1:], ""))[:col-1]))
	}
	return text[:at(e.Line, e.Col)] + e.Text + text[at(e.EndLine, e.EndCol):]
}
