package aip

import (
	"errors"
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// parseOrder reads `price`, `price asc` or `price desc` (AIP-132). For an empty text it returns the zero Field: the order is by id.
func parseOrder(fields []Field, text string) (field Field, desc bool, err error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Field{}, false, nil
	}
	if strings.Contains(text, ",") {
		return Field{}, false, errors.New("must name one field only")
	}
	direction := strings.Join(words[1:], " ")
	if direction != "" && direction != "asc" && direction != "desc" {
		return Field{}, false, fmt.Errorf("must be a field, or a field and asc or desc, not %q", errs.Echo(text))
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

// unknown is the error for a name that is not one of names.
func unknown(verb, name string, names []string) error {
	meant := Closest(name, names)
	name = errs.Echo(name)
	if meant != "" {
		return fmt.Errorf("cannot %s by %q: did you mean %s?", verb, name, meant)
	}
	if len(names) == 0 {
		return fmt.Errorf("cannot %s by %q: no field allows it", verb, name)
	}
	return fmt.Errorf("cannot %s by %q, only by %s", verb, name, strings.Join(names, ", "))
}
