package render

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"go/scanner"
)

// formatGo removes unused imports from a rendered Go file and formats it. Errors quote the rendered line.
func formatGo(src []byte) ([]byte, error) {
	src = pruneImports(src)
	out, err := format.Source(src)
	if err == nil {
		return out, nil
	}
	var list scanner.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return nil, err
	}
	first := list[0]
	return nil, fmt.Errorf("line %d: %s: %q", first.Pos.Line, first.Msg, line(src, first.Pos.Line))
}

// line returns the nth line of a text, counted from 1.
func line(text []byte, n int) []byte {
	i := 0
	for l := range bytes.Lines(text) {
		if i++; i == n {
			return bytes.TrimSpace(l)
		}
	}
	return nil
}
