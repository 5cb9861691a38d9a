package decide

import (
	"context"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/compat"
)

// Breaking shows the changes that break clients, and asks whether they are meant.
func (p Person) Breaking(ctx context.Context, changes []compat.Breaking) error {
	picked, err := p.Ask.Choose(ctx, say.BreakingQuestion(changes))
	if err == nil && picked > 0 {
		err = say.NotDecided("")
	}
	return err
}
