package ask

import (
	"bytes"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
)

// TestHostileQuestions asks about what others have named: nothing of it may control the terminal.
func TestHostileQuestions(t *testing.T) {
	t.Parallel()
	const evil = "\x1b[2J\x07\u202e\n::error::evil"
	var out bytes.Buffer
	p := &Form{In: strings.NewReader("1\n"), Out: &out, Plain: true}
	q := Choice{Path: "a" + evil, Title: "t" + evil, Body: "b" + evil, Options: []string{"o" + evil, "quit"}, Effects: []string{"e" + evil, ""}}
	if picked, err := p.Choose(t.Context(), q); err != nil || picked != 0 {
		t.Fatal(picked, err)
	}
	if err := p.Show(t.Context(), Document{Title: "d" + evil}); err != nil {
		t.Fatal(err)
	}
	p.In = strings.NewReader("x\n")
	if _, err := p.Line(t.Context(), Line{Title: "l" + evil, Help: "h" + evil}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "\u202e") || strings.Contains(line, "\x1b[2J") || strings.Contains(line, "\x07") || strings.HasPrefix(line, "::") {
			t.Errorf("it shows %q", line)
		}
	}
	for _, start := range []string{"a", "t", "b", "o", "e", "d", "l", "h"} {
		if !strings.Contains(out.String(), start+clean.Text("\x1b[2J")) {
			t.Errorf("%s is not shown:\n%s", start, out.String())
		}
	}
}
