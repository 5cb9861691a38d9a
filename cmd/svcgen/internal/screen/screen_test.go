package screen

import (
	"strings"
	"testing"
)

func TestTyped(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"generate": "svcgen generate",
		"generate --json --keep a --take=b --full":       "svcgen generate --full",
		"-C dir add field s r x:string --markers --diff": "svcgen -C dir add field s r x:string",
		"add field s r -- x:enum=a,b(c)":                 "svcgen add field s r 'x:enum=a,b(c)'",
	} {
		if got := (&UI{Args: strings.Fields(args)}).Typed(); got != want {
			t.Errorf("%s: got %s, want %s", args, got, want)
		}
	}
}
