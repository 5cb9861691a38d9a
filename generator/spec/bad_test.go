package spec

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const goodWorkspace = "version: 1\nmodule: github.com/acme/shop\nauth: none\n"

// problemsOf parses and returns the problems as line:col: message | hint.
func problemsOf(t *testing.T, files ...Source) []string {
	t.Helper()
	s, err := Parse(files)
	if err == nil {
		return nil
	}
	if s != nil {
		t.Error("a Spec beside problems")
	}
	var ps Problems
	if !errors.As(err, &ps) {
		t.Fatalf("not Problems: %v", err)
	}
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = fmt.Sprintf("%d:%d: %s", p.Line, p.Col, p.Msg)
		if p.Hint != "" {
			lines[i] += " | " + p.Hint
		}
	}
	return lines
}

func workspaceOf(text string) Source { return Source{Path: WorkspaceFile, Data: []byte(text)} }

func serviceOf(text string) []Source {
	return []Source{workspaceOf(goodWorkspace), {Path: ServiceFile("catalog"), Data: []byte(text)}}
}

// resourceOf puts the body of a resource, indented by four, into a service: it starts in line 4.
func resourceOf(body string) []Source {
	return serviceOf("service: catalog\nresources:\n  product:\n" + body)
}

// fieldOf puts a field into a service: its type stands at 6:10.
func fieldOf(field string) []Source {
	return resourceOf("    fields:\n      title: string\n      x: " + field + "\n")
}

func check(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("problems:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestBadFields(t *testing.T) {
	tests := []struct{ field, want string }{
		// the type
		{`monny currency=EUR`, `6:10: unknown type "monny" | "money" is not generated yet`},
		{`money currency=EUR`, `6:10: "money" is not generated yet`},
		{`duration optional`, `6:10: "duration" is not generated yet`},
		{`strng`, `6:10: unknown type "strng" | did you mean "string"?`},
		{`varchar`, `6:10: unknown type "varchar" | did you mean "string"?`},
		{`int`, `6:10: unknown type "int" | did you mean "int32"?`},
		{`String`, `6:10: unknown type "String" | did you mean "string"?`},
		{`email`, `6:10: the type comes first, and "email" is none | like string email`},
		{`optional string`, `6:10: the type comes first, and "optional" is none | like string optional`},
		{`""`, `6:11: field "x" has no type | like string, or int32 min=0`},
		{``, `6:7: field "x" has no type | x: string`},
		{`[string]`, `6:10: field "x" must be a type with flags, not a list | a list of texts is written "string[]"`},
		{`42`, `6:10: unknown type "42"`},
		{`string[][]`, `6:10: unknown type "string[]" | did you mean "string"?`},
		{`json[]`, `6:10: there are no lists of json | a json value can hold a list itself`},
		{`ref=product[]`, `6:10: there are no lists of ref | make a resource that refers to both`},
		{`decimal`, `6:10: decimal has no precision and scale | decimal(10,2)`},
		{`decimal(10, 2)`, `6:10: "decimal(10," has no precision and scale | decimal(10,2), without spaces / 6:22: unknown flag "2)"`},
		{`decimal(0,0)`, `6:18: the precision is not between 1 and 1000 | digits in all, before and behind the point`},
		{`decimal(3,5)`, `6:20: the scale is not between 0 and the precision | digits behind the point`},
		{`enum`, `6:10: enum has no values | enum=draft,active or the name of one under enums:`},
		{`enum=Draft,active`, `6:15: enum value name "Draft" is not snake_case | did you mean "draft"?`},
		{`enum=a,b,a`, `6:19: enum value "a" is named twice`},
		{`enum=a_1,a1`, `6:19: enum values "a_1" and "a1" have the same name in Go | rename one of them`},
		{`enum=a,unspecified`, `6:17: enum value "unspecified" is reserved | protobuf has it as the value 0; make the field optional instead`},
		{`enum=a,,b`, `6:17: enum value name is empty | like enum=draft,active`},
		{`enum=colour`, `6:15: there is no enum "colour" | define it: enums: {colour: [draft, active]}, or write its values here: enum=draft,active`},
		{`ref=produkt`, `6:14: service "catalog" has no resource "produkt" | did you mean "product"?`},
		{`ref=products optional`, `6:14: service "catalog" has no resource "products" | did you mean "product"?`},
		{`ref=billing.invoice`, `6:14: a reference to another service ("billing.invoice") is not generated yet | within one service write ref=invoice`},
		{`ref=../etc`, `6:14: resource name "../etc" holds "." | a name has small letters, digits and _ only`},
		{`ref`, `6:10: ref has no resource | ref=product`},

		// flags and keys
		{`string uniqe`, `6:17: unknown flag "uniqe" | did you mean "unique"?`},
		{`string xyzzy`, `6:17: unknown flag "xyzzy"`},
		{`string required`, `6:17: unknown flag "required" | a field is required unless it is optional or has a default, value or output_only`},
		{`string nullable`, `6:17: unknown flag "nullable" | did you mean "optional"?`},
		{`string maxlen=3`, `6:17: unknown key "maxlen" | write len=..32`},
		{`string renamed_from=y_`, `6:30: field name "y_" is not snake_case | did you mean "y"?`},
		{`string backfill`, `6:17: "backfill" has no value | backfill=0`},
		{`ref=product optional backfill=y`, `6:40: backfill "y" is not a UUID | like 0198c5a2-7c1e-7d3f-9a54-1f2e3d4c5b6a`},
		{`int32 backfill=y`, `6:25: backfill "y" is not a whole number`},
		{`int32 min=1 backfill=0`, `6:31: backfill "0" breaks min=1`},
		{`enum=a,b backfill=c`, `6:28: backfill "c" is not a value of the enum | it has a and b`},
		{`string[] backfill=c`, `6:19: "backfill" is not for lists`},
		{`string unique unique`, `6:24: "unique" is given twice`},
		{`string unique=true`, `6:24: "unique" takes no value | write unique alone`},
		{`string len`, `6:17: "len" has no value | len=3..32`},
		{`string default=`, `6:17: "default" has no value | default=draft`},
		{`string =3`, `6:17: nothing stands before the =`},
		{`string description="ab`, `6:29: the closing quote of "description" is missing | in YAML quote the whole field where the value holds " #" or ": "`},
		{`string description="ab"c`, `6:33: something stands behind the closing quote | a quote inside a value is written \"`},
		{`uuid value=caller.id immutable`, `6:21: "caller.id" is not generated yet`},
		{`string value=now`, `6:23: value=now is not for string | it is for timestamp and date`},
		{`timestamp value=today`, `6:26: unknown value "today" | known here: now`},

		// rules against types
		{`int32 len=3`, `6:16: "len" is not for int32 | min= and max= bound a number`},
		{`string min=3`, `6:17: "min" is not for string | len=3..32 bounds a text`},
		{`bytes len=3..4`, `6:16: "len" is not for bytes | max_bytes=16KiB bounds it`},
		{`int32 pattern=a`, `6:16: "pattern" is not for int32`},
		{`bool email`, `6:15: "email" is not for bool`},
		{`int32 search`, `6:16: "search" is not for int32`},
		{`json sort`, `6:15: "sort" is not for json`},
		{`bytes filter`, `6:16: "filter" is not for bytes`},
		{`bytes[] filter`, `6:18: "filter" is not for bytes[]`},
		{`json unique`, `6:15: "unique" is not for json`},
		{`string[] unique`, `6:19: "unique" is not for lists`},
		{`string[] optional`, `6:19: "optional" is not for lists | a list may be empty`},
		{`string[] default=a`, `6:19: "default" is not for lists | a list starts empty`},
		{`string max_items=3`, `6:17: "max_items" is for lists only | a list is written string[]`},
		{`string on_delete=cascade`, `6:17: "on_delete" is not for string`},
		{`bytes default=aa`, `6:16: "default" is not for bytes | bytes are empty unless sent: make it optional`},
		{`string filter=eq,gte`, `6:27: operator "gte" is not for string | string can eq, in and prefix`},
		{`string filter=equals`, `6:24: unknown operator "equals" | known here: eq, in and prefix`},
		{`string filter=eq,eq`, `6:27: operator "eq" is given twice`},
		{`string[] filter=eq`, `6:26: operator "eq" is not for string[] | string[] can has`},
		{`ref=product optional on_delete=delete`, `6:41: unknown rule "delete" | known here: restrict, cascade and set_null`},

		// values
		{`string len=5..2`, `6:21: len 5..2: 5 is more than 2`},
		{`string len=5`, `6:21: len "5" is not a range | write 5..5 for exactly that, ..5 for at most`},
		{`string len=..`, `6:21: len ".." bounds nothing | write 3..32, ..32 or 3..`},
		{`string len=a..5`, `6:21: "a" is not a whole number`},
		{`string len=1..99999999999999999999`, `6:24: len is not between 1 and 10485760`},
		{`string len=0..5`, `6:21: len 0..5 allows an empty text | a required text is not empty: write ..5, or add default=""`},
		{`int32 min=5 max=2`, `6:26: max 2 is less than min 5`},
		{`int32 min=x`, `6:20: min "x" is not a whole number`},
		{`int32 max=3000000000`, `6:20: max "3000000000" does not fit into int32`},
		{`float64 min=NaN`, `6:22: min "NaN" is not a number`},
		{`decimal(4,2) max=100`, `6:27: max "100" does not fit into decimal(4,2)`},
		{`date min=2026-02-30`, `6:19: min "2026-02-30" is not a date | like 2026-01-31`},
		{`timestamp min=2026-01-02`, `6:24: min "2026-01-02" is not a timestamp | like 2026-01-31T12:00:00Z`},
		{`timestamp default=now`, `6:28: default "now" is not a timestamp | value=now sets it at creation`},
		{`string pattern=[a-z`, `6:25: pattern does not compile: missing closing ]: [a-z`},
		{`string pattern=(?=a)b`, `6:25: pattern does not compile: invalid or unsupported Perl syntax: (?= | patterns are RE2: no lookahead and no backreferences`},
		{`bytes max_bytes=16KB`, `6:26: max_bytes "16KB" is not a size | did you mean "16KiB"?`},
		{`bytes max_bytes=1GiB`, `6:26: max_bytes "1GiB" is not a size | a number of bytes: 512, 16KiB or 1MiB`},
		{`bytes max_bytes=999MiB`, `6:26: max_bytes is not between 1 and 64MiB`},
		{`string[] max_items=0`, `6:29: max_items is not between 1 and 1000000`},

		// defaults
		{`int32 default=abc`, `6:24: default "abc" is not a whole number`},
		{`bool default=yes`, `6:23: default "yes" is not true or false`},
		{`int32 default=0 min=1`, `6:24: default "0" breaks min=1`},
		{`string default=ab len=3..32`, `6:25: default "ab" breaks len=3..32`},
		{`string default=AB pattern=^[a-z]+$`, `6:25: default "AB" breaks pattern=^[a-z]+$`},
		{`string default=nobody email`, `6:25: default "nobody" breaks email`},
		{`enum=draft,active default=actve`, `6:36: default "actve" is not a value of the enum | did you mean "active"?`},
		{`json default={a}`, `6:23: default "{a}" is not JSON | like {"a":1} or []`},
		{`uuid default=1`, `6:23: default "1" is not a UUID | like 0198c5a2-7c1e-7d3f-9a54-1f2e3d4c5b6a`},

		// flags against flags
		{`string optional default=a`, `6:26: "optional" and "default" exclude each other | a field with a default need not be sent either: leave out one of them`},
		{`string optional sort`, `6:26: "optional" and "sort" exclude each other | pages are cut at the sorted value, so that every resource needs one`},
		{`string sort sensitive`, `6:22: "sensitive" and "sort" exclude each other | page tokens would carry it`},
		{`string immutable output_only`, `6:27: "immutable" and "output_only" exclude each other | clients never set an output_only field: leave out immutable`},
		{`timestamp value=now optional`, `6:30: "optional" and "value" exclude each other | value=now is always set: leave out optional`},
		{`string email uri`, `6:23: "email" and "uri" exclude each other | one format is enough`},
		{`ref=product on_delete=set_null`, `6:10: required references form a circle (product -> product): none of these could ever be created | make one of them optional / 6:32: on_delete=set_null needs an optional field | add optional`},
		{`uuid output_only`, `6:15: an output_only uuid has no value when a resource is created | add optional`},
		{`enum=a,b output_only`, `6:19: an output_only enum=a,b has no value when a resource is created | add a default`},
		{`bytes output_only`, `6:16: an output_only bytes has no value when a resource is created | add optional`},
		{`date output_only`, `6:15: an output_only date has no value when a resource is created | add optional, or value=now`},
		{`string output_only len=3..32`, `6:17: an output_only string starts as "", which breaks len=3..32 | add optional or a default`},
		{`int32 output_only min=1`, `6:16: an output_only int32 starts as "0", which breaks min=1 | add optional or a default`},
		{`string unique output_only`, `6:17: a unique output_only field has the same value in every new resource | add optional`},
		{`bytes unique`, `6:16: unique bytes need a limit that an index can hold | add max_bytes=2KiB or less`},
		{`ref=product`, `6:10: required references form a circle (product -> product): none of these could ever be created | make one of them optional`},

		// positions inside YAML's strings
		{`'string  uniqe'`, `6:19: unknown flag "uniqe" | did you mean "unique"?`},
		{`"string description=\"é\" uniqe"`, `6:36: unknown flag "uniqe" | did you mean "unique"?`},
		{"string\n        uniqe", `7:9: unknown flag "uniqe" | did you mean "unique"?`},
		{"|\n        string\n        uniqe", `8:9: unknown flag "uniqe" | did you mean "unique"?`},
		{"\tstrng", `6:11: unknown type "strng" | did you mean "string"?`},

		// the long form
		{`{type: strng}`, `6:17: unknown type "strng" | did you mean "string"?`},
		{`{tpye: string}`, `6:10: field "x" has no type | {type: string, unique: true} / 6:11: unknown key "tpye" | did you mean "type"?`},
		{`{type: string, unique: 1}`, `6:33: "unique" must be true or false`},
		{`{type: string, len: 5..2}`, `6:30: len 5..2: 5 is more than 2`},
		{`{type: string unique}`, `6:17: "string unique" is more than a type | in a mapping each flag is a key: {type: string, unique: true}`},
		{`{type: int32, default: {a: 1}}`, `6:33: "default" must be a value, not a mapping`},
		{`{type: int32, default: [1]}`, `6:33: "default" takes one value, not a list`},
		{`{enum: [a, B]}`, `6:21: enum value name "B" is not snake_case | did you mean "b"?`},
		{`{ref: produkt}`, `6:16: service "catalog" has no resource "produkt" | did you mean "product"?`},
		{`{type: int32, ref: product, optional: true}`, `6:17: the type is "int32", and ref is given too | leave out type`},
		{`{type: string, filter: [eq, bad]}`, `6:38: unknown operator "bad" | known here: eq, in and prefix`},
		{`{type: string, unique:}`, `6:25: "unique" has no value`},
		{`{}`, `6:10: field "x" has no type | {type: string, unique: true}`},
	}
	for _, test := range tests {
		t.Run(test.field, func(t *testing.T) {
			check(t, problemsOf(t, fieldOf(test.field)...), strings.Split(test.want, " / ")...)
		})
	}
}
