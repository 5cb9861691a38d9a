package randspec_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/spec/spectest/randspec"
)

// TestBroken breaks specs by one word. Each is accepted, or refused with a place in the changed line or beside it, in a line that
// speaks of what was changed or, if brackets, quotes or comments now end elsewhere, in a later one.
func TestBroken(t *testing.T) {
	t.Parallel()
	for i := range uint64(8) {
		rng := rand.New(rand.NewPCG(2, i))
		text := string(randspec.Text(rng, randspec.Size{Services: 3, Resources: 4, Fields: 6}, judge))
		for range 100 {
			b := breakOne(rng, text)
			problems := judge([]byte(b.text))
			if len(problems) == 0 {
				continue
			}
			lines := strings.Split(b.text, "\n")
			near := false
			for _, p := range problems {
				if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
					t.Fatalf("%v is no place of:\n%s", p, b.text)
				}
				near = near || b.about(p.Line, lines[p.Line-1]+" "+p.Msg+" "+p.Hint)
			}
			if !near {
				t.Errorf("seed %d: %q in line %d became %q: %v", i, b.old, b.line, b.now, problems)
			}
		}
	}
}

// broken is a spec with another word in a line.
type broken struct {
	text, old, now string
	line           int
	key            string // with which the line begins
}

var (
	tokens = regexp.MustCompile(`[^\s\[\]{},:]+|[\[\]{},:]`)
	parts  = regexp.MustCompile(`[a-z][a-z0-9_]*`)
)

// about reports whether a line is about what was changed.
func (b *broken) about(n int, line string) bool {
	if n >= b.line-1 && n <= b.line+1 || n > b.line && strings.ContainsAny(b.old+b.now, "[]{}\"'#|>") {
		return true
	}
	return slices.ContainsFunc(parts.FindAllString(b.key+" "+b.old+" "+b.now, -1), func(word string) bool { return strings.Contains(line, word) })
}

// breakOne deletes, doubles or replaces one word.
func breakOne(rng *rand.Rand, text string) *broken {
	all := tokens.FindAllStringIndex(text, -1)
	at := all[rng.IntN(len(all))]
	old := text[at[0]:at[1]]
	other := all[rng.IntN(len(all))]
	strange := []string{"{", "]", `"`, "'", ":", "- ", "&a", "*a", "!!x", "|", ">", "\x00", "\t", "9999999999999999999999", "-1", strings.Repeat("x", 300), "é", "<<", "~", "%", "@", "null", "true", "#"}
	now := []string{"", old + old, old + " " + old, text[other[0]:other[1]], strange[rng.IntN(len(strange))]}[rng.IntN(5)]
	before := text[:at[0]]
	key, _, _ := strings.Cut(text[1+strings.LastIndex(before, "\n"):], ":")
	return &broken{text: before + now + text[at[1]:], old: old, now: now, line: 1 + strings.Count(before, "\n"), key: key}
}
