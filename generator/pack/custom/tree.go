package custom

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/svcgen/svcgen/generator/spec"
)

const (
	maxNesting = 100 // blocks in each other
	freeNodes  = 3   // of an action, which cost no more than its step
)

// tree reads the nodes of a template before it is executed. Nothing that a template does may depend on Go's stack, whose end is the end
// of the process: templates do not call themselves, and blocks are in each other to a limit.
type tree struct {
	text  *text
	calls map[string][]*parse.TemplateNode // by the template that has them
	state map[string]int
	name  string // of the template that is read
	depth int
}

const (
	searching = iota + 1
	searched
)

// prepare checks a template and adds to it what lets the meter count. The error is spec.Problems.
func (t *text) prepare(parsed *template.Template) error {
	r := &tree{text: t, calls: map[string][]*parse.TemplateNode{}, state: map[string]int{}}
	all := parsed.Templates()
	slices.SortFunc(all, func(a, b *template.Template) int { return strings.Compare(a.Name(), b.Name()) })
	for _, each := range all {
		r.name = each.Name()
		if err := r.list(each.Root); err != nil {
			return err
		}
	}
	for _, each := range all {
		if err := r.search(each.Name()); err != nil {
			return err
		}
	}
	return nil
}

// list puts empty texts before each node of a list, because each of them is a Write, which the meter counts: nothing else tells a loop
// that prints nothing. A node of many arguments has more of them.
func (r *tree) list(list *parse.ListNode) error {
	if list == nil {
		return nil
	}
	var nodes []parse.Node
	for _, n := range list.Nodes {
		step := &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position()}
		for range 1 + max(0, sizeOfNode(n)-freeNodes) {
			nodes = append(nodes, step)
		}
		nodes = append(nodes, n)
		if err := r.node(n); err != nil {
			return err
		}
	}
	list.Nodes = nodes
	return nil
}

func (r *tree) node(n parse.Node) error {
	switch n := n.(type) {
	case *parse.IfNode:
		return r.branch(&n.BranchNode)
	case *parse.WithNode:
		return r.branch(&n.BranchNode)
	case *parse.RangeNode:
		err := r.branch(&n.BranchNode)
		if len(n.List.Nodes) == 0 {
			n.List.Nodes = []parse.Node{&parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos}}
		}
		return err
	case *parse.TemplateNode:
		r.calls[r.name] = append(r.calls[r.name], n)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{
				NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{parse.NewIdentifier(printed).SetPos(n.Pos)},
			})
		}
	}
	return nil
}

func (r *tree) branch(b *parse.BranchNode) error {
	if r.depth++; r.depth > maxNesting {
		return r.text.problemAt(b.Pos, fmt.Sprintf("more than %d blocks are in each other", maxNesting))
	}
	defer func() { r.depth-- }()
	if err := r.list(b.List); err != nil {
		return err
	}
	return r.list(b.ElseList)
}

// search refuses a template that calls itself, through others as well.
func (r *tree) search(name string) error {
	if r.state[name] == searched {
		return nil
	}
	r.state[name] = searching
	for _, call := range r.calls[name] {
		if r.state[call.Name] == searching {
			return r.text.problemAt(call.Pos, fmt.Sprintf("the template %q calls itself", call.Name))
		}
		if err := r.search(call.Name); err != nil {
			return err
		}
	}
	r.state[name] = searched
	return nil
}

// sizeOfNode is the number of the words that are evaluated for a node, without those of the lists in it.
func sizeOfNode(n parse.Node) int {
	size := 1
	switch n := n.(type) {
	case *parse.ActionNode:
		return sizeOfPipe(n.Pipe)
	case *parse.IfNode:
		return sizeOfPipe(n.Pipe)
	case *parse.WithNode:
		return sizeOfPipe(n.Pipe)
	case *parse.RangeNode:
		return sizeOfPipe(n.Pipe)
	case *parse.TemplateNode:
		return sizeOfPipe(n.Pipe)
	case *parse.PipeNode:
		return sizeOfPipe(n)
	case *parse.FieldNode:
		return len(n.Ident)
	case *parse.VariableNode:
		return len(n.Ident)
	case *parse.ChainNode:
		return sizeOfNode(n.Node) + len(n.Field)
	}
	return size
}

func sizeOfPipe(p *parse.PipeNode) int {
	size := 0
	if p == nil {
		return size
	}
	for _, command := range p.Cmds {
		for _, arg := range command.Args {
			size += sizeOfNode(arg)
		}
	}
	return size
}

// problemAt is a problem at an offset of the template.
func (t *text) problemAt(offset parse.Pos, msg string) spec.Problems {
	before := t.source.Data[:min(int(offset), len(t.source.Data))]
	p := spec.Problem{Msg: msg, Pos: spec.Pos{
		File: t.source.Path, Line: 1 + bytes.Count(before, []byte("\n")), Col: len(before) - bytes.LastIndexByte(before, '\n'),
	}}
	return spec.Problems{p}.WithExcerpts([]spec.Source{t.source})
}
