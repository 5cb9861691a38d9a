package errs

import (
	"errors"
	"testing"
)

func fields(err error) (names []string) {
	if e, ok := errors.AsType[*Error](err); ok {
		for _, v := range e.Violations {
			names = append(names, v.Field+" "+v.Description)
		}
	}
	return names
}

func TestWithNamesEveryFieldOnce(t *testing.T) {
	var read, rules Violations
	read.Add("price", "must be a decimal number")
	rules.Add("price", "must be set")
	rules.Add("title", "must be set")
	got := fields(read.With(rules.Err()))
	want := []string{"price must be a decimal number", "title must be set"}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := fields(read.With(nil)); len(got) != 1 {
		t.Errorf("got %q, want the one violation", got)
	}
}

func TestOnlyKeepsSubPaths(t *testing.T) {
	var v Violations
	for _, field := range []string{"tags[1]", "price.units", "title", "pricey"} {
		v.Add(field, "is wrong")
	}
	got := fields(v.Only([]string{"tags", "price"}).Err())
	if len(got) != 2 || got[0] != "tags[1] is wrong" || got[1] != "price.units is wrong" {
		t.Errorf("got %q", got)
	}
}

func TestOneOf(t *testing.T) {
	type status string
	if got := OneOf([]status{"active", "archived"}); got != "must be one of active, archived" {
		t.Errorf("got %q", got)
	}
}

func TestAddIf(t *testing.T) {
	var v Violations
	v.AddIf(false, "title", "must be set")
	v.AddItemIf(false, "tags", 0, "must be set")
	if err := v.Err(); err != nil {
		t.Errorf("no rule is broken: %v", err)
	}
	v.AddIf(true, "title", "must be set")
	v.AddItemIf(true, "tags", 3, "must be set")
	got := fields(v.Err())
	if len(got) != 2 || got[0] != "title must be set" || got[1] != "tags[3] must be set" {
		t.Errorf("got %q", got)
	}
}

func TestJSONPath(t *testing.T) {
	for path, want := range map[string]string{"a": "a", "release_day": "releaseDay", "price.currency_code": "price.currencyCode", "a_1": "a1", "tags[3]": "tags[3]", "": ""} {
		if got := JSONPath(path); got != want {
			t.Errorf("%s: got %s", path, got)
		}
	}
}
