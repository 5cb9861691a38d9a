package decide

import (
	"context"
	"errors"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/merge"
)

// Clashes asks of one thing after the other which branch's version is taken.
func (p Person) Clashes(ctx context.Context, op *merge.Operation, clashes []merge.Clash) (ours, theirs []string, err error) {
	var picked []int
	for len(picked) < len(clashes) {
		c := clashes[len(picked)]
		at, err := p.Ask.Choose(ctx, say.ClashQuestion(op, c, len(picked) > 0))
		switch {
		case errors.Is(err, ask.ErrBack):
			picked = picked[:len(picked)-1]
			p.Say.TakenBack(clashes[len(picked)].Path)
			continue
		case err != nil:
			return nil, nil, err
		case at == 2:
			return nil, nil, say.NotDecided(c.Path)
		}
		p.Say.Decided([]string{"ours", "theirs"}[at], c.Path)
		picked = append(picked, at)
	}
	for i, at := range picked {
		if at == 0 {
			ours = append(ours, clashes[i].Path)
		} else {
			theirs = append(theirs, clashes[i].Path)
		}
	}
	return ours, theirs, nil
}
