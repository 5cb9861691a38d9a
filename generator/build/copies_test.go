package build

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
)

// expanding is a spec of services a, b and c, each of which refers to the other ones. to says to which ones each expands the references.
func expanding(to map[string]string) string {
	var b strings.Builder
	b.WriteString("services:\n")
	for service, others := range map[string]string{"a": "b c", "b": "a c", "c": "a b"} {
		fields := "title: string"
		for other := range strings.FieldsSeq(others) {
			fields += ", " + other + ": ref=" + other + ".one optional"
		}
		expand := ""
		if names := strings.Fields(to[service]); len(names) > 0 {
			expand = ", expand: [" + strings.Join(names, ", ") + "]"
		}
		fmt.Fprintf(&b, "  %s: {http_prefix: %[1]s, resources: {one: {methods: [create, get, batch_get], fields: {%s}%s}}}\n", service, fields, expand)
	}
	return b.String()
}

// copied returns the copies of all services: a has those of b and c as "a: BOne COne".
func copied(m *model.Model) []string {
	var all []string
	for _, s := range m.Services {
		if len(s.Copies) == 0 {
			continue
		}
		line := s.Name + ":"
		for _, c := range s.Copies {
			line += " " + c.PBName
		}
		all = append(all, line)
	}
	return all
}

// TestCopies holds which service has the copy: the one whose expansion would close a circle, and what was decided stays.
func TestCopies(t *testing.T) {
	t.Parallel()
	type refs = map[string]string
	for name, c := range map[string]struct {
		runs []refs
		want []string
	}{
		"one direction":               {[]refs{{"b": "a"}}, nil},
		"both at once":                {[]refs{{"a": "b", "b": "a"}}, []string{"b: AOne"}},
		"the other one later":         {[]refs{{"b": "a"}, {"a": "b", "b": "a"}}, []string{"a: BOne"}},
		"it stays":                    {[]refs{{"b": "a"}, {"a": "b", "b": "a"}, {"a": "b"}}, []string{"a: BOne"}},
		"and keeps the way open":      {[]refs{{"b": "a"}, {"a": "b", "b": "a"}, {"a": "b"}, {"a": "b", "b": "a"}}, []string{"a: BOne"}},
		"given up and begun anew":     {[]refs{{"b": "a"}, {"a": "b", "b": "a"}, {}, {"a": "b", "b": "a"}}, []string{"b: AOne"}},
		"a circle of three":           {[]refs{{"a": "b", "b": "c", "c": "a"}}, []string{"c: AOne"}},
		"everybody everybody":         {[]refs{{"a": "b c", "b": "a c", "c": "a b"}}, []string{"b: AOne", "c: AOne BOne"}},
		"a circle that closes itself": {[]refs{{"a": "b", "c": "a"}, {"a": "b", "b": "c", "c": "a"}}, []string{"b: COne"}},
	} {
		specs := make([]string, len(c.runs))
		for i, run := range c.runs {
			specs[i] = expanding(run)
		}
		if m, _ := history(t, specs...); !slices.Equal(copied(m), c.want) {
			t.Errorf("%s: got %q, want %q", name, copied(m), c.want)
		}
	}
}
