package spec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const actionFields = `    fields:
      title: string len=..10
      sku: string immutable
      code: string unique
      count: int32 optional max=9
      status: enum=draft,active,archived default=draft output_only
      labels: enum=draft,active[] output_only
      open: enum=draft,active default=draft
      maybe: enum=draft,active optional output_only
      secret: enum=draft,active default=draft output_only sensitive
      at: timestamp optional
      made: timestamp value=now
      tags: string[]
      parent: ref=product optional
      owner: uuid optional
`

// actionOf puts an action x into a resource: it stands in line 21, from column 10.
func actionOf(action string) []Source {
	return resourceOf(actionFields + "    actions:\n      x: " + action + "\n")
}

func TestActions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Action{
		"status draft -> active":                            {Transition: &Transition{Field: "status", From: []string{"draft"}, To: "active"}},
		"status  draft,active->archived":                    {Transition: &Transition{Field: "status", From: []string{"draft", "active"}, To: "archived"}},
		"{transition: 'status draft , active -> archived'}": {Transition: &Transition{Field: "status", From: []string{"draft", "active"}, To: "archived"}},
		"{set: {at: now, count: 7, title: 'now', owner: null, open: active}}": {Set: []Setting{
			{Field: "at", Now: true}, {Field: "count", Value: new("7")}, {Field: "title", Value: new("now")}, {Field: "owner"}, {Field: "open", Value: new("active")},
		}},
	} {
		want.Name = "x"
		r := mustParse(t, actionOf(text)...).Services[0].Resources[0]
		if diff := cmp.Diff(&want, r.Actions[0], noPos); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		if tr := r.Actions[0].Transition; tr != nil {
			if again, ok := ParseTransition(FormatTransition(tr)); !ok || !cmp.Equal(*tr, again, noPos) {
				t.Errorf("%s: read again it is %v", FormatTransition(tr), again)
			}
		}
	}
}

func TestBadActions(t *testing.T) {
	checkLines(t, "testdata/bad_actions.txt", func(line string) []Source { return actionOf(strings.TrimPrefix(line, "x: ")) })
	check(t, problemsOf(t, resourceOf("    fields:\n      a: int32\n    actions: {}\n")...),
		`6:5: resource "product" has no actions under actions | actions: {publish: status draft -> active}`)
	check(t, problemsOf(t, resourceOf("    fields:\n      a: int32\n    actions: {Go: {set: {a: 1}}, get: {set: {a: 1}}, batch_get: {set: {a: 1}}, ab_1: {set: {a: 1}}, ab1: {set: {a: 1}}, go: {set: {a: 1}}}\n")...),
		`6:15: action name "Go" is not snake_case | did you mean "go"?`,
		`6:34: action "get" has the name of a standard method | choose another name`,
		`6:54: action "batch_get" has the name of a standard method | choose another name`,
		`6:101: actions "ab_1" and "ab1" have the same name in Go | rename one of them`)
	check(t, problemsOf(t, resourceOf(actionFields+"    actions: {archive: status draft, active -> archived, back: status archived -> draft}\n")...),
		`19:24: "status draft" is not a transition | write FIELD FROM, FROM -> TO, as in status draft, active -> archived`,
		`19:38: "active -> archived" has no value | inside {…} quote a value that contains a comma: "status draft,…"`)
	check(t, problemsOf(t, resourceOf("    fields:\n      a: int32\n    actions: {publish: {set: {a: 1}}}\n    methods: [get, publish]\n")...),
		`7:20: unknown method "publish" | allowed: create, get, list, update, delete, undelete, batch_get and batch_create`)
}

// Actions name fields and values by their new names after a rename, and keep what they use from being removed.
func TestEditActions(t *testing.T) {
	t.Parallel()
	sources := resourceOf(actionFields + "    actions:\n      x: {transition: 'status  draft,active->archived', set: {open: active, at: now}} # short\n      y: status active -> draft\n")
	line := func(s Source, err error, of string) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for text := range strings.SplitSeq(string(s.Data), "\n") {
			if strings.HasPrefix(text, "      "+of+":") {
				return strings.TrimPrefix(text, "      "+of+": ")
			}
		}
		return ""
	}
	got, err := renameOne(sources, Target{"catalog", "product", "status"}, "state", "status")
	if got := line(got, err, "x"); got != "{transition: 'state  draft,active->archived', set: {open: active, at: now}} # short" {
		t.Error(got)
	}
	if got := line(got, err, "y"); got != "state active -> draft" {
		t.Error(got)
	}
	got, err = renameOne(sources, Target{"catalog", "product", "at"}, "published_at", "at")
	if got := line(got, err, "x"); got != "{transition: 'status  draft,active->archived', set: {open: active, published_at: now}} # short" {
		t.Error(got)
	}
	got, err = RenameValue(sources, EnumTarget{Target: Target{"catalog", "product", "status"}}, "active", "live", true)
	if got := line(got, err, "x"); got != "{transition: 'status  draft,live->archived', set: {open: active, at: now}} # short" {
		t.Error(got)
	}
	got, err = RenameValue(sources, EnumTarget{Target: Target{"catalog", "product", "open"}}, "active", "live", true)
	if got := line(got, err, "x"); got != "{transition: 'status  draft,active->archived', set: {open: live, at: now}} # short" {
		t.Error(got)
	}
	_, err = Remove(sources, Target{"catalog", "product", "at"}, "at")
	if err == nil || !strings.Contains(err.Error(), `action "x" uses field "at"`) {
		t.Errorf("the field of an action was removed: %v", err)
	}
	_, err = RemoveValue(sources, EnumTarget{Target: Target{"catalog", "product", "status"}}, "archived", "draft", true)
	if err == nil || !strings.Contains(err.Error(), `action "x" of product uses the value "archived"`) {
		t.Errorf("the value of an action was removed: %v", err)
	}
}
