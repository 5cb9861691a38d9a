package spec

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

const checkFields = "    fields:\n      starts_at: timestamp\n      ends_at: timestamp optional\n      low: int32\n      high: int64\n      cost: money currency=EUR\n      fee: money currency=USD\n      share: float64\n" +
	"      email: string optional\n      phone: string optional\n      fax: string optional\n      tags: string[]\n      kind: enum=aa,bb\n      owner: ref=product optional on_delete=set_null\n      booked: timestamp value=now\n      total: int32 output_only\n      used: int32 optional output_only\n      left: int32 optional output_only\n"

// checksOf puts checks into a resource: the first one stands at 23:10.
func checksOf(checks ...string) []Source {
	body := checkFields + "    checks:\n"
	for i, c := range checks {
		body += "      c" + itoa(i) + ": " + c + "\n"
	}
	return resourceOf(body)
}

func TestChecks(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]string{
		"ends_at > starts_at":                                "ends_at > starts_at",
		"ends_at>starts_at":                                  "ends_at > starts_at",
		"low  <=\n          high":                            "low <= high",
		"low != high":                                        "low != high",
		"'low = high'":                                       "low = high",
		"email requires phone":                               "email requires phone",
		"email or phone must be set":                         "email or phone must be set",
		"email or phone or fax must be set":                  "email or phone or fax must be set",
		"email and phone and fax must be set together":       "email and phone and fax must be set together",
		"only one of email or phone may be set":              "only one of email or phone may be set",
		"exactly one of email or ends_at or fax must be set": "exactly one of email or ends_at or fax must be set",
	} {
		s := mustParse(t, checksOf(rule)...)
		c := s.Services[0].Resources[0].Checks[0]
		if got := FormatCheck(c); got != want || c.Pos.Line != 23 {
			t.Errorf("%s: got %s in line %d, want %s", rule, got, c.Pos.Line, want)
		}
	}
}

func TestBadChecks(t *testing.T) {
	checkLines(t, "testdata/bad_checks.txt", func(rule string) []Source {
		rule = strings.TrimPrefix(strings.TrimPrefix(rule, "x:"), " ")
		return checksOf(strings.Split(rule, ` \n `)...)
	})
	check(t, problemsOf(t, resourceOf("    fields:\n      a: int32\n    checks: [a > b]\n")...),
		`6:13: "checks" must be a mapping, not a list | give each a name: checks: {period: ends_at > starts_at}`)
	check(t, problemsOf(t, resourceOf("    fields:\n      a: int32\n    checks: {}\n")...),
		`6:5: resource "product" has no checks under checks | checks: {period: ends_at > starts_at}`)
	check(t, problemsOf(t, resourceOf("    fields:\n      a: int32\n      b: int32\n    checks: {Low: a < b, x: [a], a: a > b}\n")...),
		`7:14: check name "Low" is not snake_case | did you mean "low"?`,
		`7:29: "x" must be a rule such as ends_at > starts_at, not a list`,
		`7:34: check "a" has the name of a field | name it after what it says: period, budget`,
		`7:37: check "a" is about the same as "Low" in line 7 | keep one of them`)
}

// A check names its fields by their new names after a rename, however it is written.
func TestRenameInChecks(t *testing.T) {
	t.Parallel()
	sources := checksOf("ends_at>starts_at # short", "email or ends_at or fax must be set", "'low < high'")
	got, err := renameOne(sources, Target{"catalog", "product", "ends_at"}, "until", "ends_at")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"c0: until>starts_at # short", "c1: email or until or fax must be set", "c2: 'low < high'"} {
		if !strings.Contains(string(got.Data), want) {
			t.Errorf("no %q in\n%s", want, got.Data)
		}
	}
}

// A field that a check uses cannot be removed under it: a rule would be gone without a word.
func TestRemoveUnderCheck(t *testing.T) {
	t.Parallel()
	_, err := Remove(checksOf("low < high"), Target{"catalog", "product", "high"}, "high")
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Line != 23 || problems[0].Msg != `check "c0" uses field "high"` {
		t.Errorf("got %v", err)
	}
}

// FuzzCheck holds that no rule makes ParseCheck panic, and that FormatCheck writes what ParseCheck reads.
func FuzzCheck(f *testing.F) {
	for _, d := range CheckDocs() {
		f.Add(d.Written)
	}
	f.Add("a>=b")
	f.Add("only one of or or of may be set")
	f.Add("exactly one of a or must be set must be set")
	f.Fuzz(func(t *testing.T, rule string) {
		rel, fields, ok := ParseCheck(rule)
		if !ok {
			return
		}
		text := FormatCheck(&Check{Rel: rel, Fields: fields})
		again, names, ok := ParseCheck(text)
		if !ok || again != rel || !slices.Equal(names, fields) {
			t.Errorf("%q is %s %v, and %q is %s %v", rule, rel, fields, text, again, names)
		}
	})
}
