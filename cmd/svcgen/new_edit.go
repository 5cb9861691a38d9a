package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// fromEditor makes the workspace of a spec that the person writes in an editor, which opens again until the spec is valid.
func (o newOptions) fromEditor(ctx context.Context) error {
	if !o.ui.TTY {
		return say.Usagef("svcgen new shop --file shop.yaml", "--edit needs a terminal")
	}
	begun, err := o.editorStart()
	if err != nil {
		return err
	}
	drafts, err := toolchain.OpenDrafts()
	if err != nil {
		return say.Failedf("", "%w", err)
	}
	name := o.draftName(editorDraft)
	goOn := false
	if kept, err := drafts.Read(name); err == nil && !bytes.Equal(kept, begun) {
		if goOn, err = o.offer(ctx, nil, false); err != nil {
			return o.leftEditor(err)
		}
	}
	if !goOn {
		if err := drafts.Keep(name, begun); err != nil {
			return say.Failedf("", "%w", err)
		}
	}
	for first := true; ; first = false {
		if err := toolchain.Edit(ctx, drafts.Path(name), toolchain.Terminal{In: o.ui.In, Out: o.ui.Err, Err: o.ui.Err}); err != nil {
			if ctx.Err() != nil {
				return o.leftEditor(ask.ErrCancelled)
			}
			return say.Failedf("set EDITOR to the command of your editor", "%w", err)
		}
		text, err := drafts.Read(name)
		switch {
		case err != nil:
			return say.Failedf("", "read the spec: %w", err)
		case first && !goOn && bytes.Equal(text, begun):
			drafts.Forget(name)
			return ask.ErrCancelled
		}
		made, err := o.fromEdited(ctx, text)
		if errors.Is(err, ask.ErrBack) {
			continue
		}
		if err != nil {
			return o.leftEditor(err)
		}
		made.created = func() { drafts.Forget(name) }
		return o.finish(ctx, made)
	}
}

// leftEditor adds to Ctrl-C that the draft is kept.
func (o newOptions) leftEditor(err error) error {
	if errors.Is(err, context.Canceled) {
		return &ask.LeftError{Command: o.again(" --edit")}
	}
	return err
}

// fromEdited plans the workspace of a text of the editor, and asks whether to create it. The error is ask.ErrBack if the editor
// is to be opened again.
func (o *newOptions) fromEdited(ctx context.Context, text []byte) (*planned, error) {
	source := spec.Source{Path: "<editor>", Data: text} // with the notes, so that problems name the lines of the editor
	s, err := spec.Parse([]spec.Source{source})
	var made *planned
	if err == nil {
		at := *o
		if at.dir == "" {
			at.dir = s.Name
			if err := at.place(ctx); err != nil {
				return nil, err
			}
		}
		made, err = planNew(ctx, at, source, spec.Source{Path: source.Path, Data: withoutNotes(text)})
	}
	if _, invalid := errors.AsType[spec.Problems](err); invalid {
		o.ui.Say.Failure(err)
		_, err := o.ui.Ask.Choose(ctx, ask.Choice{Title: "the spec is not valid yet", Options: []string{"open the editor again"}})
		if err == nil {
			err = ask.ErrBack
		}
		return nil, err
	}
	if err != nil || !o.Writes() {
		return made, err
	}
	picked, err := o.ui.Ask.Choose(ctx, ask.Choice{
		Title:   "create " + made.dir + "?",
		Body:    o.ui.Say.Tree(made.dir, made.result),
		Options: []string{"create", "back to the editor"},
		Back:    true,
	})
	if picked == 1 {
		err = ask.ErrBack
	}
	return made, err
}

// editorStart is what the editor shows first: an example, between notes that are no part of the spec.
func (o *newOptions) editorStart() ([]byte, error) {
	module := o.module
	if module == "" {
		module = "github.com/you/shop"
		if abs, err := filepath.Abs(o.dir); err == nil && o.dir != "" && spec.CheckModule("github.com/you/"+filepath.Base(abs)) == nil {
			module = "github.com/you/" + filepath.Base(abs)
		}
	}
	example := moduleLine.ReplaceAllLiteralString(help.SpecExample, "module: "+module)
	if o.example != "" {
		source, err := exampleSource(o.example, o.module)
		if err != nil {
			return nil, err
		}
		example = string(source.Data)
	}
	return []byte(editorHead + example + "\n" + editorFoot()), nil
}

const editorHead = `# The spec of a workspace: change it to yours, save it, and close the editor.
# svcgen then shows what it would create. Nothing changed: nothing is created.

`

// editorCut is the line below which nothing belongs to the spec.
const editorCut = "# ---- all below is ignored ----"

// editorFoot lists the types and flags of fields, as comments.
func editorFoot() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n#\n# a field: TYPE [flag | key=value]…; TYPE[] is a list\n#\n", editorCut)
	for _, d := range spec.TypeDocs() {
		fmt.Fprintf(&b, "# %-20s  %s\n", d.Written, d.Text)
	}
	fmt.Fprintf(&b, "#\n# flags and keys\n#\n")
	for _, d := range spec.ResourceKeyDocs() {
		fmt.Fprintf(&b, "# %-20s  %s\n", d.Written, d.Text)
	}
	fmt.Fprintf(&b, "#\n# keys of a resource\n#\n")
	for _, d := range spec.ResourceWords() {
		fmt.Fprintf(&b, "# %-20s  %s\n", d.Word, d.Text)
	}
	return b.String()
}

// withoutNotes is the spec in a text of the editor.
func withoutNotes(text []byte) []byte {
	text, _, _ = bytes.Cut(text, []byte(editorCut))
	return append(bytes.TrimSpace(bytes.TrimPrefix(text, []byte(editorHead))), '\n')
}
