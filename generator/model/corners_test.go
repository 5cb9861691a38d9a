package model

import (
	"errors"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// try builds a spec: what is said against it, or the numbers of the model, its migrations and the next ledger.
func try(t *testing.T, l *ledger.Ledger, text string) (result, sql string, next *ledger.Ledger) {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\n" + text)}})
	var m *Model
	if err == nil {
		m, next, err = Build(s, l)
	}
	var problems spec.Problems
	var loss *lineage.LossError
	switch {
	case errors.As(err, &problems):
		return problems[0].Msg + " | " + problems[0].Hint, "", l
	case errors.As(err, &loss):
		return loss.Losses[0].What + " is gone", "", l
	case err != nil:
		t.Fatal(err)
	}
	_, result, _ = strings.Cut(facts(m.Services[0]), "; ")
	for _, f := range m.Services[0].Migrations([]string{"00001_init.sql"}) {
		up, _, _ := strings.Cut(string(f.Data), "-- +goose Down")
		sql += up
	}
	if next, err = ledger.Parse(ledgerMap(next)); err != nil {
		t.Fatal(err)
	}
	return result, sql, next
}

// Changes of names in corners: each step is a spec of one service, and what is to come of it.
func TestIntentCorners(t *testing.T) {
	t.Parallel()
	type step struct {
		body string // of service shop
		want string // facts, or what is said against it
		sql  string // parts of the migrations, in order, separated by " … "
	}
	for name, steps := range map[string][]step{
		"fields exchanged": {
			{"item: {fields: {a: string, b: string}}", "item a=6 b=7", ""},
			{"item: {fields: {a: string renamed_from=b, b: string renamed_from=a}}", "item b=6 a=7", "RENAME COLUMN a TO _moving_a … RENAME COLUMN b TO a … RENAME COLUMN _moving_a TO b"},
			{"item: {fields: {a: string renamed_from=b, b: string renamed_from=a}}", "item b=6 a=7", ""}, // left over
			{"item: {fields: {a: string, b: string}}", "item b=6 a=7", ""},
		},
		"resources exchanged": {
			{"a: {fields: {x: string}}, b: {fields: {y: string}}", "a x=6; b y=6", ""},
			{"a: {renamed_from: b, fields: {y: string}}, b: {renamed_from: a, fields: {x: string}}", "b x=6; a y=6", `ALTER TABLE "as" RENAME TO _moving_as … RENAME CONSTRAINT as_pkey TO _moving_as_pkey … RENAME CONSTRAINT bs_pkey TO as_pkey … RENAME CONSTRAINT _moving_as_pkey TO bs_pkey`},
			{"a: {renamed_from: b, fields: {y: string}}, b: {renamed_from: a, fields: {x: string}}", "b x=6; a y=6", ""},
		},
		"renamed, and a new one under the old name": {
			{"note: {fields: {text: string, more: string}}", "note text=6 more=7", ""},
			{
				"page: {renamed_from: note, fields: {text: string, more: string}}, note: {fields: {title: string}}",
				`resource "page" was renamed from "note", and there is a "note" | delete renamed_from where that was generated before; else generate without "note" first`, "",
			},
			{"page: {renamed_from: note, fields: {text: string, more: string}}", "page text=6 more=7", "ALTER TABLE notes RENAME TO pages"},
			{"page: {fields: {text: string, more: string}}, note: {fields: {title: string}}", "page text=6 more=7; note title=8 reserved 6, 7; reserved \"text\", \"more\";", "CREATE TABLE notes"},
			{"page: {fields: {text: string, more: string}}, note: {renamed_from: page, fields: {text: string, more: string}}", `resource "note" was renamed from "page", and there is a "page" | delete renamed_from where that was generated before; else generate without "page" first`, ""},
		},
		"a field renamed, and a new one under the old name": {
			{"item: {fields: {a: string}}", "item a=6", ""},
			{"item: {fields: {b: string renamed_from=a}}", "item b=6", "RENAME COLUMN a TO b"},
			{"item: {fields: {b: string, a: int32 optional}}", "item b=6 a=7", "ADD COLUMN a integer"},
		},
		"renamed and back": {
			{"note: {fields: {text: string}}", "note text=6", ""},
			{"page: {renamed_from: note, fields: {text: string}}", "page text=6", "RENAME TO pages"},
			{"note: {renamed_from: page, fields: {text: string}}", "note text=6", "RENAME TO notes"},
		},
		"renamed with another type": {
			{"item: {fields: {a: int32}}", "item a=6", ""},
			{"item: {fields: {b: bool renamed_from=a}}", `field "b" cannot become bool: no value of int32 may be lost or change its meaning | add a field of the new type, fill it, and remove a afterwards`, ""},
			{"item: {fields: {b: string renamed_from=a}}", "item b=7 reserved 6; reserved \"a\";", "RENAME COLUMN a TO b … TYPE text USING b::text"},
		},
		"another type and back": {
			{"item: {fields: {a: int32}}", "item a=6", ""},
			{"item: {fields: {a: bool}}", `field "a" cannot become bool: no value of int32 may be lost or change its meaning | add a field of the new type, fill it, and remove a afterwards`, ""},
			{"item: {fields: {a: int32}}", "item a=6", ""}, // it was never generated
			{"item: {fields: {a: int64}}", "item a=7 reserved 6;", "TYPE bigint"},
			{
				"item: {fields: {a: int32}}",
				`field "a" cannot become int32: no value of int64 may be lost or change its meaning | add a field of the new type, fill it, and remove a afterwards; ` +
					`to take back a change that was applied nowhere, restore .svcgen/model and the migrations from git too`, "",
			},
		},
		"removed and there again": {
			{"item: {fields: {a: string, b: string}}", "item a=6 b=7", ""},
			{"item: {removed: [b], fields: {a: string}}", "item a=6 reserved 7; reserved \"b\";", "DROP COLUMN b"},
			{"item: {removed: [b], fields: {a: string, b: string optional}}", `"b" is removed, and it is there | take it out of removed to have it again, or delete it there`, ""},
			{"item: {fields: {a: string, b: string optional}}", "item a=6 b=8 reserved 7;", "ADD COLUMN b text"},
			{"item: {fields: {a: string}}", `field "b" of item is gone`, ""},
			{"item: {removed: [b], fields: {a: string}}", "item a=6 reserved 7, 8; reserved \"b\";", "DROP COLUMN b"},
		},
		"a chain": {
			{"item: {fields: {a: string}}", "item a=6", ""},
			{"item: {fields: {b: string renamed_from=a}}", "item b=6", "RENAME COLUMN a TO b"},
			{
				"item: {fields: {c: string renamed_from=a}}",
				`field "c": item had no field "a" that it could be renamed from | a is called b now: that is what it would be renamed from`, "",
			},
			{"item: {fields: {c: string renamed_from=b}}", "item c=6", "RENAME COLUMN b TO c"},
		},
		"fields exchanged beside one called as if it moved": {
			{"item: {fields: {a: string, b: string, a_moving: string}}", "item a=6 b=7 a_moving=8", ""},
			{"item: {fields: {a: string renamed_from=b, b: string renamed_from=a, a_moving: string}}", "item b=6 a=7 a_moving=8", "a TO _moving_a … b TO a … _moving_a TO b"},
		},
		"exchanged, and on, while the first time is still said": {
			{"item: {fields: {a: string, b: string}}", "item a=6 b=7", ""},
			{"item: {fields: {a: string renamed_from=b, b: string renamed_from=a}}", "item b=6 a=7", "COLUMN a TO"},
			{"item: {fields: {c: string renamed_from=b, b: string renamed_from=a}}", "item c=6 b=7", "COLUMN b TO c … COLUMN a TO b"},
			{"item: {fields: {c: string renamed_from=b, b: string renamed_from=a}}", "item c=6 b=7", ""},
		},
		"renamed on, and a new one of the name that is still said": {
			{"item: {fields: {a: string}}", "item a=6", ""},
			{"item: {fields: {b: string renamed_from=a}}", "item b=6", "COLUMN a TO b"},
			{
				"item: {fields: {b: string renamed_from=a, c: string renamed_from=b}}",
				`field "b": item had no field "a" that it could be renamed from | a is called b now: that is what it would be renamed from`, "",
			},
		},
		"resources go round": {
			{"a: {fields: {x: string}}, b: {fields: {y: string}}, c: {fields: {z: string, a: ref=a}}", "a x=6; b y=6; c z=6 a=7", ""},
			{"a: {renamed_from: b, fields: {y: string}}, b: {renamed_from: a, fields: {x: string}}, c: {fields: {z: string, a: ref=b}}", "b x=6; a y=6; c z=6 a=7", `"as" RENAME TO`},
			{
				"a: {renamed_from: c, fields: {z: string, a: ref=c}}, b: {renamed_from: a, fields: {y: string}}, c: {renamed_from: b, fields: {x: string}}",
				"c x=6; b y=6; a z=6 a=7", "bs RENAME TO … cs RENAME TO",
			},
		},
		"intent that matches nothing": {
			{"item: {fields: {title: string}}", "item title=6", ""},
			{"item: {fields: {name: string renamed_from=titel}}", `field "name": item had no field "titel" that it could be renamed from | did you mean "title"?`, ""},
			{"item: {fields: {name: string renamed_from=xyz}}", `field "name": item had no field "xyz" that it could be renamed from | delete renamed_from, or write the name that it has in .svcgen/model/shop.yaml`, ""},
			{"thing: {renamed_from: itme, fields: {title: string}}", `resource "thing": there was no resource "itme" that it could be renamed from | did you mean "item"?`, ""},
			{"item: {removed: [titel], fields: {title: string}}", `there never was a field of item called "titel" | did you mean "title"?`, ""},
		},
		"two from one": {
			{"item: {fields: {a: string}}", "item a=6", ""},
			{"item: {fields: {b: string renamed_from=a, c: string renamed_from=a}}", `fields "b" and "c" cannot both be renamed from "a" | `, ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := ledger.New()
			for i, s := range steps {
				got, text, next := try(t, l, "services: {shop: {resources: {"+s.body+"}}}\n")
				if got != s.want {
					t.Errorf("%d %s:\n got %s\nwant %s", i, s.body, got, s.want)
				}
				rest := text
				for part := range strings.SplitSeq(s.sql, " … ") {
					_, after, found := strings.Cut(rest, part)
					if !found {
						t.Errorf("%d %s: %q is not in\n%s", i, s.body, part, text)
					}
					rest = after
				}
				if s.sql == "" && text != "" {
					t.Errorf("%d %s: a migration\n%s", i, s.body, text)
				}
				l = next
			}
		})
	}
}
