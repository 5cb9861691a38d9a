package settle_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/settle"
	"github.com/svcgen/svcgen/generator/spec"
)

// checked builds a resource from fields and checks, one a line.
func checked(fields, checks string) (*model.Resource, error) {
	text := "version: 1\nmodule: example.com/shop\nauth: none\nservices:\n  shop:\n    resources:\n      other: {fields: {name: string}}\n      thing:\n        fields:\n"
	for line := range strings.Lines(fields) {
		text += "          " + strings.TrimSpace(line) + "\n"
	}
	text += "        checks:\n"
	for line := range strings.Lines(checks) {
		text += "          " + strings.TrimSpace(line) + "\n"
	}
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte(text)}})
	if err != nil {
		return nil, err
	}
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		return nil, err
	}
	return m.Services[0].Resources[1], nil
}

func samplesOf(f *model.Field) string {
	var texts []string
	for i := range kind.Fixtures {
		if !f.SetIn(i) && f.InSetCheck() {
			texts = append(texts, "-")
			continue
		}
		texts = append(texts, f.Sample(i))
	}
	return f.Name + ": " + strings.Join(texts, " ")
}

func TestSamplesKeepChecks(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ fields, checks, want string }{
		"in a row":           {"a: int32\nb: int64\nc: int32", "x: b > a\ny: b < c", "a: 1 2 3, b: 6 7 8, c: 11 12 13"},
		"in little room":     {"a: int32 min=0 max=2\nb: int32 max=3", "x: a < b", "a: 1 2 0, b: 3 3 3"},
		"below zero":         {"a: int32\nb: int32 max=0", "x: a < b", "a: -6 -5 -4, b: -1 0 0"},
		"equal":              {"a: int32\nb: int64 min=7", "x: a = b", "a: 7 7 7, b: 7 7 7"},
		"equal to a default": {"a: int32 default=3\nb: int64", "x: a = b", "a: 3 3 3, b: 3 3 3"},
		"different":          {"a: date\nb: date", "x: a != b", "a: 2026-01-02 2026-01-03 2026-01-04, b: 2026-01-07 2026-01-08 2026-01-09"},
		"different, at the least": {
			"a: int32 min=5\nb: int32 max=5", "x: a != b", "a: 6 7 8, b: 1 2 3",
		},
		"a default below":      {"a: int32 default=9\nb: int32", "x: a <= b", "a: 1 2 3, b: 10 11 12"},
		"a default above":      {"a: int32\nb: int32 default=2", "x: a < b", "a: 1 -4 -3, b: 3 4 5"},
		"what the server sets": {"a: int32 optional output_only\nb: int32", "x: b < a", "a: 6 7 8, b: 1 2 3"},
		"scales":               {"a: decimal(4,1) max=1\nb: decimal(6,3) max=1.05", "x: a < b", "a: 0.1 0.2 0.3, b: 0.501 0.601 0.701"},
		"one of two":           {"a: string optional\nb: string optional", "x: only one of a or b may be set", "a: a 1 - -, b: - b 2 -"},
		"one of three":         {"a: string optional\nb: string optional\nc: text optional", "x: exactly one of a or b or c must be set", "a: a 1 - -, b: - b 2 -, c: - - c 3"},
		"one at least":         {"a: string optional\nb: string optional", "x: a or b must be set", "a: a 1 a 2 -, b: b 1 b 2 b 3"},
		"together":             {"a: string optional\nb: string optional", "x: a and b must be set together", "a: a 1 a 2 -, b: b 1 b 2 -"},
		"one with what it has": {"a: string optional\nb: string optional\nc: text optional", "x: exactly one of a or b must be set\ny: a requires c\nz: only one of b or c may be set", "a: a 1 - -, b: - b 2 b 3, c: c 1 - -"},
	} {
		r, err := checked(tt.fields, tt.checks)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, f := range r.Fields {
			got = append(got, samplesOf(f))
		}
		if text := strings.Join(got, ", "); text != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", name, text, tt.want)
		}
	}
}

func TestChecksWithoutSamples(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ fields, checks, want string }{
		"circle":           {"a: int32\nb: int32\nc: int32", "x: a < b\ny: b < c\nz: c < a", `check "z": svcgen finds no three things that keep it`},
		"bounds":           {"a: int32 min=5\nb: int32 max=5", "x: a < b", `check "x": svcgen finds no three things that keep it`},
		"defaults":         {"a: int32 default=5\nb: int32 default=4", "x: a < b", `check "x": svcgen finds no three things that keep it`},
		"unequal defaults": {"a: int32 default=5\nb: int32 default=4", "x: a = b", `check "x": svcgen finds no three things that keep it`},
		"sets":             {"a: text optional\nb: text optional", "x: exactly one of a or b must be set\ny: a and b must be set together", `check "y": svcgen finds no three things that keep it`},
		"one of four":      {"a: text optional\nb: text optional\nc: text optional\nd: text optional", "x: only one of a or b or c or d may be set", `check "x": svcgen finds no three things that keep it`},
		"set once":         {"a: text optional immutable\nb: text optional", "x: only one of a or b may be set", `check "x": svcgen finds no three things that keep it`},
	} {
		_, err := checked(tt.fields, tt.checks)
		var problems spec.Problems
		if !errors.As(err, &problems) || len(problems) != 1 || !strings.Contains(problems[0].Msg, tt.want) || problems[0].Line == 0 || !strings.Contains(problems[0].Hint, "checkThing") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever checks a resource has: if it is not refused, each of its samples keeps them beside each sample of the other fields, and
// Settle finds values that keep them or says which break.
func TestRandomChecks(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 1))
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	built, settled := 0, 0
	for range 1500 {
		fields, checks := "", ""
		typ := pick("int32", "int64", "decimal(5,2)", "float64", "duration", "date", "timestamp")
		n := 2 + random.IntN(4)
		for i := range n {
			flags := pick("", "", " optional", " optional", " optional output_only", " unique")
			if bounds := map[string]string{"int32": pick(" min=0", " max=3", " min=-2 max=9"), "decimal(5,2)": pick(" min=0.5", " max=7", " min=0 max=0.1"), "duration": pick(" min=1s", " max=90m")}[typ]; bounds != "" && random.IntN(3) == 0 {
				flags += bounds
			}
			fields += fmt.Sprintf("f%d: %s%s\n", i, typ, flags)
		}
		for i := range 1 + random.IntN(4) {
			a, b := random.IntN(n), random.IntN(n)
			form := pick("f%d < f%d", "f%d <= f%d", "f%d > f%d", "f%d = f%d", "f%d != f%d", "f%d requires f%d", "f%d or f%d must be set", "only one of f%d or f%d may be set")
			checks += fmt.Sprintf("c%d: "+form+"\n", i, a, b)
		}
		r, err := checked(fields, checks)
		if err != nil {
			continue
		}
		built++
		for _, c := range r.Checks {
			for i := range kind.Samples {
				for j := range kind.Samples {
					value := func(f *model.Field) *string {
						if f.Unset() {
							return nil
						}
						return new(f.Sample([]int{i, j}[slices.Index(c.Fields, f)]))
					}
					if !c.Holds(value) {
						t.Fatalf("%s\n%s%s: samples %d and %d break it", fields, checks, c.Name, i, j)
					}
				}
			}
			for _, keeps := range []bool{true, false} {
				for _, values := range settle.Boundary(c, keeps) {
					others := slices.DeleteFunc(slices.Clone(r.Checks), func(o *model.Check) bool { return o == c })
					along, broken := settle.Values(others, values)
					for _, o := range r.Checks {
						value := func(f *model.Field) *string {
							if text, ok := values[f]; ok {
								return text
							}
							if text, ok := along[f]; ok {
								return text
							}
							if f.Unset() {
								return nil
							}
							return new(f.Sample(0))
						}
						if want := keeps || o != c; len(broken) == 0 && o.Holds(value) != want {
							t.Fatalf("%s\n%s%s: settled, but %s holds: %v", fields, checks, c.Name, o.Name, !want)
						}
					}
					settled++
				}
			}
		}
	}
	if built < 200 || settled < 500 {
		t.Errorf("%d built, %d settled: proves little", built, settled)
	}
}
