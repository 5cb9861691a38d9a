package aip

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// order checks the order and the page token of a request. fields are those of the resource.
func (q *Query) order(v *errs.Violations, r Request, fields []Field) {
	field, desc, err := parseOrder(fields, r.OrderBy)
	if err != nil {
		v.Add("order_by", err.Error())
		return
	}
	q.Order = Order{Field: field.Name, Desc: desc}
	q.After = parseToken(v, q.digest, r.PageToken, field)
}

// parseOrder reads `price`, `price asc` or `price desc` (AIP-132). For an empty text it returns the zero Field: the order is by id. Every
// list can be sorted by the times that all resources have.
func parseOrder(fields []Field, text string) (field Field, desc bool, err error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Field{}, false, nil
	}
	if strings.Contains(text, ",") {
		return Field{}, false, errors.New("must name one field only")
	}
	direction := strings.Join(words[1:], " ")
	if direction != "" && direction != "asc" && direction != "desc" || strings.ContainsAny(words[0], "-:") { // -price, price:desc
		return Field{}, false, fmt.Errorf("must be a field, or a field and asc or desc, not %q", errs.Echo(text))
	}
	times := []Field{{Name: "create_time", Parse: Timestamp, Sort: true}, {Name: "update_time", Parse: Timestamp, Sort: true}}
	var names []string
	for _, f := range slices.Concat(fields, times) {
		if f.Sort && f.called(words[0]) {
			return f, direction == "desc", nil
		}
		if f.Sort {
			names = append(names, f.Name)
		}
	}
	return Field{}, false, unknown("sort", words[0], names)
}

// unknown is the error for a name that is not one of names. It names JSON names if the client does.
func unknown(verb, name string, names []string) error {
	if strings.ContainsFunc(name, unicode.IsUpper) {
		for i, known := range names {
			names[i] = errs.JSONPath(known)
		}
	}
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
