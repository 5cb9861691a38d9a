package plan

import (
	"slices"
	"testing"
)

// FuzzShellWords holds that a program gets the arguments that a person is told to type.
func FuzzShellWords(f *testing.F) {
	f.Add("svcgen", "--keep", "a b")
	f.Add("it's", "", `\`)
	f.Add("'", "''", "\n")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		want := []string{a, b, c}
		if got := ShellWords(ShellQuote(a) + " " + ShellQuote(b) + " " + ShellQuote(c)); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func TestShellWords(t *testing.T) {
	for command, want := range map[string][]string{
		"":                       nil,
		"svcgen generate":        {"svcgen", "generate"},
		" svcgen  --keep 'a b' ": {"svcgen", "--keep", "a b"},
	} {
		if got := ShellWords(command); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", command, got, want)
		}
	}
}
