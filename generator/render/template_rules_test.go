package render_test

import (
	"fmt"
	"go/scanner"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	tmplparse "text/template/parse"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/templates"
)

// maxNesting is how deep if, range and with may be nested in a file or {{ define }}.
const maxNesting = 3

// TestTemplateRules checks the rules for templates in docs/add-a-template.md on their parse trees.
func TestTemplateRules(t *testing.T) {
	t.Parallel()
	for _, p := range generator.Renderer().Packs() {
		for _, row := range p.Rows {
			for name, text := range sources(t, p, row) {
				for _, broken := range brokenRules(t, p, row, name, text) {
					t.Errorf("%s: %s", name, broken)
				}
			}
		}
	}
}

// TestFuncsAreCalled checks that the templates of a pack call each of its functions.
func TestFuncsAreCalled(t *testing.T) {
	t.Parallel()
	for _, p := range generator.Renderer().Packs() {
		called := map[string]bool{}
		for _, row := range p.Rows {
			for _, text := range sources(t, p, row) {
				for name := range p.Funcs {
					if regexp.MustCompile(`\b` + name + `\b`).MatchString(text) {
						called[name] = true
					}
				}
			}
		}
		for name := range p.Funcs {
			if !called[name] {
				t.Errorf("no template of the pack %s calls %s", p.Name, name)
			}
		}
	}
}

// sources returns the texts of a row's template and of its parts, by their paths in the pack.
func sources(t *testing.T, p render.Pack, row render.Row) map[string]string {
	t.Helper()
	parts, err := fs.Glob(templates.FS, path.Join(p.Templates, render.PartsDir(row.Template), "*"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range append(parts, path.Join(p.Templates, row.Template)) {
		text, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimPrefix(name, p.Templates+"/")] = string(text)
	}
	return texts
}

// brokenRules returns the rules that a template or a part of it breaks, each as "rule: place".
func brokenRules(t *testing.T, p render.Pack, row render.Row, name, text string) []string {
	t.Helper()
	set, err := template.New(name).Delims(row.Delims[0], row.Delims[1]).Funcs(render.Functions()).Funcs(p.Funcs).Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	c := ruleChecker{
		code:  strings.HasSuffix(row.Template, ".go.tmpl"),
		names: strings.HasSuffix(row.Template, ".go.tmpl") || strings.HasSuffix(row.Template, ".proto.tmpl"),
	}
	for _, one := range set.Templates() {
		if one.Tree != nil {
			c.variables(one.Root, true)
			c.list(one.Root, 0)
		}
	}
	if name != row.Template && !tmplparse.IsEmptyTree(set.Root) {
		c.report("part", "text outside of define")
	}
	for i, line := range strings.Split(text, "\n") {
		if c.code && untrimmed.MatchString(line) {
			c.report("trim", fmt.Sprintf("line %d: %s", i+1, line))
		}
	}
	slices.Sort(c.broken)
	return slices.Compact(c.broken)
}

// untrimmed matches a line with only a control action that trims neither the line break before it nor the one after it.
var untrimmed = regexp.MustCompile(`^\s*\{\{ (if|range|with|else|end|template|define)\b([^}]*[^-}])?\}\}$`)

// ruleChecker collects the rules that a template breaks.
type ruleChecker struct {
	code   bool // the output is Go
	names  bool // the output has identifiers of Go or protobuf
	broken []string
}

func (c *ruleChecker) report(rule, where string) {
	c.broken = append(c.broken, rule+": "+strings.TrimSpace(where))
}

// list checks the nodes of one branch. depth is the number of branches around it.
func (c *ruleChecker) list(list *tmplparse.ListNode, depth int) {
	if list == nil {
		return
	}
	if c.names {
		c.glued(list)
	}
	if c.code {
		c.brackets(list)
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *tmplparse.IfNode:
			c.branch(&n.BranchNode, depth+1)
		case *tmplparse.RangeNode:
			c.branch(&n.BranchNode, depth+1)
		case *tmplparse.WithNode:
			c.branch(&n.BranchNode, depth+1)
		case *tmplparse.ActionNode:
			c.calls(n.Pipe)
		case *tmplparse.TemplateNode:
			c.calls(n.Pipe)
		}
	}
}

// branch checks an if, range or with. An else that contains only another if counts as else if and does not nest deeper.
func (c *ruleChecker) branch(b *tmplparse.BranchNode, depth int) {
	if depth > maxNesting {
		c.report("nesting", b.Pipe.String())
	}
	c.calls(b.Pipe)
	c.list(b.List, depth)
	if b.ElseList == nil {
		return
	}
	c.variables(b.ElseList, false)
	if len(b.ElseList.Nodes) == 1 && b.ElseList.Nodes[0].Type() == b.Type() {
		depth--
	}
	c.list(b.ElseList, depth)
}

// decides are functions that build text or compare. Templates must call a method of the model or a function of the pack instead.
var decides = []string{"print", "printf", "println", "eq", "ne", "lt", "le", "gt", "ge"}

// calls checks the functions that a pipeline calls.
func (c *ruleChecker) calls(pipe *tmplparse.PipeNode) {
	if pipe == nil {
		return
	}
	for _, cmd := range pipe.Cmds {
		for _, arg := range cmd.Args {
			switch a := arg.(type) {
			case *tmplparse.IdentifierNode:
				if slices.Contains(decides, a.Ident) {
					c.report("decides", pipe.String())
				}
			case *tmplparse.PipeNode:
				c.calls(a)
			}
		}
	}
}

// variables checks that variables are short names of fields, declared before any text: {{ $r := .Resource }}.
func (c *ruleChecker) variables(list *tmplparse.ListNode, start bool) {
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *tmplparse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				start = false
				continue
			}
			field := len(n.Pipe.Cmds) == 1 && len(n.Pipe.Cmds[0].Args) == 1
			if !start || n.Pipe.IsAssign || !field {
				c.report("variables", n.String())
			}
		case *tmplparse.CommentNode:
		case *tmplparse.IfNode:
			start = false
			c.variables(n.List, false)
		case *tmplparse.RangeNode:
			start = false
			c.variables(n.List, false)
		case *tmplparse.WithNode:
			start = false
			c.variables(n.List, false)
		default:
			start = false
		}
	}
}

// word matches text that can be a part of an identifier.
var word = regexp.MustCompile(`^[A-Za-z0-9_]*$`)

// glued checks that no identifier is composed of two actions.
func (c *ruleChecker) glued(list *tmplparse.ListNode) {
	var last *tmplparse.ActionNode
	between := ""
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *tmplparse.ActionNode:
			if len(n.Pipe.Decl) > 0 {
				continue
			}
			if last != nil && word.MatchString(between) {
				c.report("glued", last.String()+between+n.String())
			}
			last, between = n, ""
		case *tmplparse.TextNode:
			between += string(n.Text)
		default:
			last = nil
		}
	}
}

// brackets checks that a branch closes exactly the brackets that it opens, so that it does not print half an expression.
func (c *ruleChecker) brackets(list *tmplparse.ListNode) {
	var text strings.Builder
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *tmplparse.TextNode:
			text.Write(n.Text)
		case *tmplparse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				text.WriteString("x")
			}
		}
	}
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, text.Len())
	s.Init(file, []byte(text.String()), func(token.Position, string) {}, 0)
	var open []token.Token
	for {
		_, tok, _ := s.Scan()
		switch tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			open = append(open, tok)
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if len(open) == 0 || open[len(open)-1] != tok-(token.RPAREN-token.LPAREN) {
				c.report("half", firstLine(text.String()))
				return
			}
			open = open[:len(open)-1]
		case token.EOF:
			if len(open) > 0 {
				c.report("half", firstLine(text.String()))
			}
			return
		}
	}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// TestBrokenRules checks that TestTemplateRules finds templates that break rules.
func TestBrokenRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"{{- $r := .Resource -}}\nfunc New{{ $r.GoName }}() {}", ""},
		{"{{ if .A }}{{ if .B }}{{ if .C }}x{{ else if .D }}y{{ end }}{{ end }}{{ end }}", ""},
		{"x {{ if .A }}{{ if .B }}{{ if .C }}{{ if .D }}x{{ end }}{{ end }}{{ end }}{{ end }}", "nesting"},
		{"x {{ if .A }}x{{ else }}{{ range .B }}{{ if .C }}{{ if .D }}x{{ end }}{{ end }}{{ end }}{{ end }}", "nesting"},
		{"x {{ if eq .A 1 }}x{{ end }}", "decides"},
		{"x {{ goquote (print .A .B) }}", "decides"},
		{"{{- $r := .A.B }}{{ $r.C }} {{ $s := .D }}{{ $s }}", "variables"},
		{"{{- $r := goquote .A }}{{ $r }}", "variables"},
		{"x {{ if .A }}{{ $x := .A }}{{ $x }}{{ end }}", "variables"},
		{"{{ .A }}{{ .B }}", "glued"},
		{"{{ .A }}Of{{ .B }}", "glued"},
		{"{{ .A }}.{{ .B }}, {{ .C }}", ""},
		{"f({{ if .A }}g({{ else }}({{ end }}x))", "half"},
		{"f({{ .A }}", "half"},
		{"s := `)` // ]\nf({{ .A }}{{ if .B }}, (x){{ end }})", ""},
		{"x\n{{ if .A }}\ny\n{{- end }}", "trim"},
		{"x\n{{- if .A }}\ny\n{{ end }}\n", "trim"},
		{"x\n{{ with .A -}}\ny\n{{ end -}}\nz", ""},
		{"{{- /* a is given nothing. */ -}}\n{{- define \"a\" }}\nx\n{{- end }}\ny\n", "part"},
	} {
		name := "x.go.tmpl"
		if strings.HasPrefix(tt.want, "part") {
			name = "_x.go/part.go.tmpl"
		}
		broken := brokenRules(t, render.Pack{}, render.Row{Template: "x.go.tmpl"}, name, tt.text)
		got := ""
		if len(broken) > 0 {
			got, _, _ = strings.Cut(broken[0], ":")
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, broken, tt.want)
		}
	}
}
