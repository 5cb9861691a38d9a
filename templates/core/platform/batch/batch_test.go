package batch_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/batch"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

var errFailed = errors.New("failed")

// answer returns what items that are called after errors answer.
func answer(item string) (string, error) {
	switch item {
	case "empty":
		return "", errs.Invalid("sku", "must be set")
	case "lost":
		return "", errs.Reference("category")
	case "taken":
		return "", errs.Exists("product", "title", "category")
	case "refused":
		return "", errs.Precondition("CLOSED", "the shop is closed")
	case "away":
		return "", errs.Unavailable("catalog", nil)
	case "wrapped":
		return "", fmt.Errorf("hook: %w", errFailed)
	}
	return item + "!", nil
}

func TestMap(t *testing.T) {
	t.Parallel()
	test(t, batch.Map[string, string], map[string]result{
		"empty":   {[]string{"a", "empty", "empty"}, "[1].sku must be set", []string{"[1].sku must be set"}},
		"taken":   {[]string{"taken"}, "product with the same title and category already exists", []string{"[0].title is already taken in this combination", "[0].category is already taken in this combination"}},
		"refused": {[]string{"a", "refused"}, "the shop is closed", []string{"[1] is refused: the shop is closed"}},
		"away":    {[]string{"away"}, "the catalog service is unavailable", nil},
		"wrapped": {[]string{"wrapped"}, "hook: failed", nil},
	})
}

// TestCheck holds that clients learn at once which rules all items break, and that any other error is the first one.
func TestCheck(t *testing.T) {
	t.Parallel()
	test(t, batch.Check[string, string], map[string]result{
		"empty":      {[]string{"empty", "a", "empty"}, "[0].sku must be set (and 1 more problem)", []string{"[0].sku must be set", "[2].sku must be set"}},
		"lost first": {[]string{"lost", "empty"}, "[0].category refers to something that does not exist", []string{"[0].category refers to something that does not exist"}},
		"lost later": {[]string{"empty", "lost"}, "[1].category refers to something that does not exist", []string{"[1].category refers to something that does not exist"}},
		"wrapped":    {[]string{"empty", "wrapped"}, "hook: failed", nil},
	})
}

type result struct {
	items      []string
	message    string
	violations []string
}

func test(t *testing.T, run func([]string, func(string) (string, error)) ([]string, error), tests map[string]result) {
	t.Helper()
	if got, err := run([]string{"a", "b"}, answer); err != nil || !reflect.DeepEqual(got, []string{"a!", "b!"}) {
		t.Errorf("got %q, %v", got, err)
	}
	for name, want := range tests {
		got, err := run(want.items, answer)
		if got != nil || err == nil || err.Error() != want.message {
			t.Errorf("%s: got %q, %v; want %s", name, got, err, want.message)
		}
		var violations []string
		if e, ok := errors.AsType[*errs.Error](err); ok {
			for _, v := range e.Violations {
				violations = append(violations, v.Field+" "+v.Description)
			}
		}
		if !reflect.DeepEqual(violations, want.violations) {
			t.Errorf("%s: got %q, want %q", name, violations, want.violations)
		}
	}
}
