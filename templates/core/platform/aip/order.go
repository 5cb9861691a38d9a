package aip

import (
	"errors"
	"fmt"
	"strings"
)

// parseOrder reads `price`, `price asc` or `price desc` (AIP-132). No text is the zero Field: by id.
func parseOrder(fields []Field, text string) (field Field, desc bool, err error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Field{}, false, nil
	}
	if strings.Contains(text, ",") {
		return Field{}, false, errors.New("takes one field")
	}
	direction := strings.Join(words[1:], " ")
	if direction != "" && direction != "asc" && direction != "desc" {
		return Field{}, false, fmt.Errorf("%q is neither asc nor desc", direction)
	}
	var names []string
	for _, f := range fields {
		if f.Sort && f.Name == words[0] {
			return f, direction == "desc", nil
		}
		if f.Sort {
			names = append(names, f.Name)
		}
	}
	return Field{}, false, unknown("sort", words[0], names)
}

// unknown is the error of a name that is none of names.
func unknown(verb, name string, names []string) error {
	if meant := Closest(name, names); meant != "" {
		return fmt.Errorf("cannot %s by %q: did you mean %s?", verb, name, meant)
	}
	return fmt.Errorf("cannot %s by %q, only by %s", verb, name, strings.Join(names, ", "))
}
