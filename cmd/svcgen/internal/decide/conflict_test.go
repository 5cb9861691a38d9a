package decide

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// player picks options by their names; "<" goes back.
type player struct {
	ask.Prompter
	t       *testing.T
	answers []string
}

func (p *player) Choose(_ context.Context, q ask.Choice) (int, error) {
	answer := p.answers[0]
	p.answers = p.answers[1:]
	if answer == "<" {
		return 0, ask.ErrBack
	}
	for i, o := range q.Options {
		if o == answer {
			return i, nil
		}
	}
	p.t.Fatalf("%s: no option %q among %q", q.Title, answer, q.Options)
	return 0, nil
}

func person(t *testing.T, answers ...string) (Person, *strings.Builder) {
	t.Helper()
	var said strings.Builder
	return Person{Ask: &player{t: t, answers: answers}, Say: say.New(io.Discard, &said)}, &said
}

func TestAll(t *testing.T) {
	t.Parallel()
	both := []plan.Choice{{Flag: "keep", Label: "keep"}, {Flag: "take", Label: "take"}}
	conflicts := []plan.Action{{Path: "a", Choices: both}, {Path: "b", Choices: both}, {Path: "c", Choices: both}, {Path: "d", Choices: both[:1]}}
	p, said := person(t, "keep", "<", "take", "take all", "keep")
	d := decider{Person: p, answers: plan.Answers{}}
	if err := d.all(t.Context(), conflicts); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(flags(d.answers.Options()), " ")
	if got != "--keep d --take a --take b --take c" || !strings.Contains(said.String(), "taken back        a\n") {
		t.Errorf("%s; said\n%s", got, said)
	}
	p, _ = person(t, "quit")
	if err := (&decider{Person: p, answers: plan.Answers{}}).all(t.Context(), conflicts); err == nil || err.Error() != "a is left undecided; nothing was written" {
		t.Error(err)
	}
}

// TestLosses: a field cannot have been two fields before, so what was picked is offered once.
func TestLosses(t *testing.T) {
	t.Parallel()
	to := spec.Target{Service: "s", Resource: "r", Field: "new"}
	loss := func(name string) lineage.Loss {
		return lineage.Loss{What: name, Choices: []lineage.Choice{{Rename: true, Target: to, Name: name}, {Target: to, Name: name}, {Line: "by hand"}}}
	}
	p, _ := person(t, "is now new", "<", "is now new", "removed")
	picked, err := p.Losses(t.Context(), []lineage.Loss{loss("a"), loss("b")})
	if err != nil || len(picked) != 2 || !picked[0].Rename || picked[1].Rename {
		t.Errorf("%v, %v", picked, err)
	}
	if left := declarable(loss("b").Choices, picked[:1]); len(left) != 1 || left[0].Rename {
		t.Errorf("%v", left)
	}
}
