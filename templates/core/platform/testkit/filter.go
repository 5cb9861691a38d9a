package testkit

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

// WantFilter checks the operators that filters of a field can have, by the values of the objects. name is the field's name in JSON.
func (l List) WantFilter(tb testing.TB, name string, ops aip.Op) {
	tb.Helper()
	var values []any
	for _, object := range l.Made {
		values = append(values, filtered(object[name]))
	}
	for _, c := range Conditions(name, ops, values) {
		l.wantFound(tb, written(c), c)
	}
}

// filtered returns a value as filters have it: an amount of money is a decimal number.
func filtered(value any) any {
	amount, ok := value.(map[string]any)
	if !ok {
		return value
	}
	units, _ := amount["units"].(string)
	nanos, _ := amount["nanos"].(float64)
	if nanos == 0 {
		return units
	}
	digits := strings.TrimRight(fmt.Sprintf("%09.0f", math.Abs(nanos)), "0")
	if nanos < 0 && !strings.HasPrefix(units, "-") {
		units = "-" + units
	}
	return units + "." + digits
}

// wantFound checks what a filter finds. JSON does not tell how the database orders values: of comparisons it checks whether they find
// equal ones.
func (l List) wantFound(tb testing.TB, filter string, c aip.Condition) {
	tb.Helper()
	found := l.ids(tb, "filter", filter)
	for _, object := range l.Made {
		have, want := filtered(object[c.Field]), slices.Contains(found, object.Text("id"))
		switch c.Op {
		case aip.Less, aip.LessEqual, aip.Greater, aip.GreaterEqual:
			if have != nil && compare(have, c.Value) != 0 {
				continue
			}
		}
		if want != Matches(have, c) {
			tb.Errorf("filter=%s: got %v, which is wrong about %v", filter, found, object)
		}
	}
}

// written returns a condition as a client writes it.
func written(c aip.Condition) string {
	quoted := func(value any) string {
		text, ok := value.(string)
		if !ok {
			data, _ := json.Marshal(value) // a number or a boolean
			text = string(data)
		}
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `*`, `\*`).Replace(text) + `"`
	}
	switch c.Op {
	case aip.Set:
		return c.Field + ":*"
	case aip.In:
		var all []string
		list, _ := c.Value.([]any)
		for _, value := range list {
			all = append(all, c.Field+" = "+quoted(value))
		}
		return strings.Join(all, " OR ")
	case aip.Prefix:
		return c.Field + " = " + strings.TrimSuffix(quoted(c.Value), `"`) + `*"`
	}
	return fmt.Sprintf("%s %v %s", c.Field, c.Op, quoted(c.Value))
}

// WantSearch checks that the words of a text are found. name is the field's name in JSON.
func (l List) WantSearch(tb testing.TB, name string) {
	tb.Helper()
	for _, object := range l.Made {
		for _, word := range Words(object[name]) {
			if found := l.ids(tb, "filter", `"`+word+`"`); !slices.Contains(found, object.Text("id")) {
				tb.Errorf("a search for %q does not find it in %s of %v", word, name, object)
			}
		}
	}
	if found := l.ids(tb, "filter", "nosuchword"); len(found) > 0 {
		tb.Errorf("a word that is nowhere finds %v", found)
	}
}
