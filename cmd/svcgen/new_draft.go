package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// The drafts of a workspace that is not there yet: the answers of the form, and the spec in the editor.
const (
	formDraft   = ".json"
	editorDraft = ".yaml"
)

// draftName is the name of a draft of the directory. It tells nothing of the directory, which may be anywhere.
func (o *newOptions) draftName(kind string) string {
	dir, err := filepath.Abs(o.dir)
	if err != nil {
		dir = o.dir
	}
	sum := sha256.Sum256([]byte(dir))
	return hex.EncodeToString(sum[:16]) + kind
}

func (o *newOptions) readDraft(kind string) ([]byte, error) {
	drafts, err := toolchain.OpenDrafts()
	if err != nil {
		return nil, err
	}
	return drafts.Read(o.draftName(kind))
}

func (o *newOptions) keepDraft(kind string, data []byte) error {
	drafts, err := toolchain.OpenDrafts()
	if err != nil {
		return err
	}
	return drafts.Keep(o.draftName(kind), data)
}

func (o *newOptions) forgetDraft(kind string) {
	if drafts, err := toolchain.OpenDrafts(); err == nil {
		drafts.Forget(o.draftName(kind))
	}
}

// offer asks whether to continue with a draft, of which it shows some lines.
func (o *newOptions) offer(ctx context.Context, lines []string, canGoBack bool) (goOn bool, err error) {
	picked, err := o.ui.Ask.Choose(ctx, ask.Choice{
		Title:   "continue where you stopped?",
		Body:    strings.Join(lines, "\n"),
		Options: []string{"continue", "start afresh"},
		Back:    canGoBack,
	})
	return picked == 0, err
}

// again is the command that continues with a draft, which holds what flags said.
func (o *newOptions) again(flags string) string {
	command := "svcgen"
	if o.in != "" {
		command += " -C " + plan.ShellQuote(o.in)
	}
	command += " new"
	if o.dir != "" {
		command += " " + plan.ShellQuote(o.dir)
	}
	return command + flags
}
