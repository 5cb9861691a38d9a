package decide

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/lineage"
)

// Losses asks of one thing after the other whether it was renamed or removed.
func (p Person) Losses(ctx context.Context, losses []lineage.Loss) ([]lineage.Choice, error) {
	var picked []lineage.Choice
	for len(picked) < len(losses) {
		l := losses[len(picked)]
		choices := declarable(l.Choices, picked)
		at, err := p.Ask.Choose(ctx, say.LossQuestion(l, choices, len(picked) > 0))
		switch {
		case errors.Is(err, ask.ErrBack):
			picked = picked[:len(picked)-1]
			p.Say.TakenBack(losses[len(picked)].What)
			continue
		case err != nil:
			return nil, err
		case at == len(choices):
			return nil, say.NotDecided(l.What)
		}
		p.Say.Decided(say.Became(choices[at]), l.What)
		picked = append(picked, choices[at])
	}
	return picked, nil
}

// declarable are the choices that svcgen can write. A thing cannot have been two things before.
func declarable(choices, picked []lineage.Choice) []lineage.Choice {
	var out []lineage.Choice
	for _, c := range choices {
		taken := func(p lineage.Choice) bool { return p.Rename && c.Rename && p.Target == c.Target }
		if c.Name != "" && !slices.ContainsFunc(picked, taken) {
			out = append(out, c)
		}
	}
	return out
}

// LossKey tells losses apart, wherever their lines have moved to.
func LossKey(l lineage.Loss) string {
	key := []string{l.Pos.File, l.What}
	for _, c := range l.Choices {
		if !c.Rename {
			key = append(key, c.Target.String())
		}
	}
	return strings.Join(key, " ")
}
