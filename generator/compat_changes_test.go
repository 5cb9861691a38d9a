package generator_test

import "strings"

// shop returns the spec of a service with the given keys and resources.
func shop(keys string, resources ...string) string {
	text := "services:\n  shop:\n"
	if keys != "" {
		text += "    " + keys + "\n"
	}
	return text + "    resources:\n" + strings.Join(resources, "")
}

// resource returns the spec of a resource with the given keys, "" for none, and fields.
func resource(name, keys string, fields ...string) string {
	text := "      " + name + ":\n"
	for key := range strings.SplitSeq(keys, "; ") {
		if key != "" {
			text += "        " + key + "\n"
		}
	}
	text += "        fields:\n"
	for _, f := range fields {
		text += "          " + f + "\n"
	}
	return text
}

// thing returns a shop with one resource that has one field and the given ones.
func thing(fields ...string) string { return with("", fields...) }

// with returns a thing whose resource has the given keys, too.
func with(keys string, fields ...string) string {
	return shop("", resource("thing", keys, append([]string{"name: string"}, fields...)...))
}

func fine(row, before, after string) change { return change{row: row, before: before, after: after} }

// strict is a change that svcgen refuses and buf accepts.
func strict(row, before, after string, want ...string) change {
	return change{row: row, before: before, after: after, want: want}
}

// refused is a change that both refuse.
func refused(row, before, after string, want ...string) change {
	return change{row: row, before: before, after: after, want: want, buf: true}
}

// changes are the rows of the table in docs/decisions/compatibility.md, each at least once.
func changes() []change {
	all := append(fieldChanges(), typeChanges()...)
	all = append(all, ruleChanges()...)
	all = append(all, listChanges()...)
	all = append(all, enumChanges()...)
	all = append(all, messageChanges()...)
	all = append(all, authChanges()...)
	all = append(all, readChanges()...)
	all = append(all, eventChanges()...)
	return append(all, resourceChanges()...)
}

// ruled returns a thing whose resource has rules, in a workspace with roles.
func ruled(allow string) string {
	return "auth: jwt\nroles: [merchant, admin]\n" + with("allow: "+allow)
}

func authChanges() []change {
	return []change{
		strict("auth none, then jwt", thing(), ruled("[signed_in]"), "auth is jwt now, was none"),
		fine("auth none, then jwt, and anyone may call", thing(), ruled("[anyone]")),
		fine("auth jwt, then none", ruled("[signed_in]"), thing()),
		strict("rule of a method lets fewer through", ruled("[signed_in]"), ruled(`{delete: [admin], "*": [signed_in]}`), "thing.delete is for admin now, was for signed_in"),
		strict("rule of a method lets fewer through", ruled("[merchant, admin]"), ruled("[admin, service]"), "thing.create", "thing.get", "thing.list", "thing.update", "thing.delete"),
		strict("rule of a method lets fewer through", ruled(`{list: [anyone], "*": [service]}`), ruled(`{list: [signed_in, service], "*": [service]}`), "thing.list"),
		strict("rule of a method lets fewer through", ruled(`{list: [service], "*": [admin]}`), ruled(`{list: [signed_in], "*": [admin]}`), "thing.list"),
		fine("rule of a method lets more through", ruled("[admin]"), ruled("[signed_in]")),
		fine("rule of a method lets more through", ruled("[signed_in]"), ruled("[anyone]")),
		fine("rule of a method lets more through", ruled("[admin]"), ruled("[merchant, admin]")),
		fine("rule of a method lets more through", ruled("[admin, signed_in]"), ruled("[signed_in]")),
		fine("role added or removed", ruled("[admin]"), strings.Replace(ruled("[admin]"), "merchant, ", "guest, ", 1)),
	}
}

func fieldChanges() []change {
	return []change{
		fine(
			"field added that clients need not send", thing("a: int32"),
			thing("a: int32", "b: text optional", "c: bool default=true", "d: date optional output_only", "e: string[]"),
		),
		strict(
			"field added that clients have to send", thing("a: int32"), thing("a: int32", "b: int32 backfill=1"),
			"thing.b is new and required",
		),
		fine(
			"field added that clients need not send", with("methods: [get, list, update]", "a: int32"),
			with("methods: [get, list, update]", "a: int32", "b: int32 backfill=1"),
		),
		refused("field renamed", thing("a: int32"), thing("b: int32 renamed_from=a"), "thing.b was called a"),
		strict("field removed that clients send or list by", thing("a: int32"), with("removed: [a]"), "thing.a is gone, and clients may send it"),
		strict(
			"field removed that clients send or list by", thing("a: int32 default=0 output_only sort", "b: int32 sort"), with("removed: [a]", "b: int32 sort"),
			"thing.a is gone, and clients may list by it",
		),
		fine("field removed that clients only read", thing("a: int32 optional output_only"), with("removed: [a]")),
		{
			row: "name of a removed field or value used again", first: thing("a: int32"), before: with("removed: [a]"), after: thing("a: text optional"),
			want: []string{"thing.a reuses the name of a removed field"}, buf: true,
		},
		fine("field optional that was required, or has a default", thing("a: int32", "b: string", "c: bytes"), thing("a: int32 optional", "b: string default=x", "c: bytes optional")),
		strict("field required that was not", thing("a: int32 optional"), thing("a: int32 backfill=1"), "thing.a is required now"),
		strict("field required that was not", thing("a: int32 default=1"), thing("a: int32 backfill=1"), "thing.a is required now"),
		strict("field required that was not", thing("a: int32 default=0 output_only"), thing("a: int32"), "thing.a is required now"),
		fine("field writable that was not", thing("a: int32 optional output_only", "b: int32 immutable"), thing("a: int32 optional", "b: int32")),
		strict("field immutable or output_only that was not", thing("a: int32"), thing("a: int32 immutable"), "thing.a is immutable now"),
		strict("field immutable or output_only that was not", thing("a: int32 optional"), thing("a: int32 optional output_only"), "thing.a is output_only now"),
		fine("another default, description or order", thing("a: int32 default=1", "b: string"), thing("b: {type: string, description: text}", "a: int32 default=2")),
	}
}

func typeChanges() []change {
	const row = "field of another type"
	return []change{
		refused(row, thing("a: int32"), thing("a: int64"), "thing.a is int64 now, was int32"),
		refused(row, thing("a: string optional"), thing("a: string[]"), "thing.a is string[] now, was string"),
		refused(row, thing("a: date"), thing("a: timestamp"), "thing.a is timestamp now, was date"),
		refused(row, thing("a: enum=x,y"), thing("a: string"), "thing.a is string now, was enum=thing_a"),
		strict("field of other values, alike on the wire", thing("a: uuid"), thing("a: string"), "thing.a is string now, was uuid"),
		strict(
			"field of other values, alike on the wire", shop("", resource("thing", "", "name: string"), resource("part", "", "of: uuid")),
			shop("", resource("thing", "", "name: string"), resource("part", "", "of: ref=thing")), "part.of is ref=thing now, was uuid",
		),
		fine("field of as many values or more", thing("a: string", "d: decimal(10,2)"), thing("a: text", "d: decimal(14,3)")),
		fine(
			"field of as many values or more", shop("", resource("thing", "", "name: string"), resource("part", "", "of: ref=thing")),
			shop("", resource("thing", "", "name: string"), resource("part", "", "of: uuid")),
		),
	}
}

func ruleChanges() []change {
	less := func(before, after, want string) change {
		return strict("rule that lets less through", thing("a: "+before), thing("a: "+after), want)
	}
	return []change{
		less("string len=..20", "string len=..10", "thing.a: at most 10 characters now, was 20"),
		less("string", "string len=2..", "thing.a: at least 2 characters now"),
		less("int32 min=-5", "int32 min=0", "thing.a: no less than 0 now, was -5"),
		less("decimal(10,2) max=100.5", "decimal(10,2) max=99.5", "thing.a: no more than 99.5 now"),
		less("timestamp min=2026-01-01T00:00:00Z", "timestamp min=2026-01-01T00:00:00.5Z", "thing.a: no less than 2026-01-01T00:00:00.5Z now"),
		less("string pattern=^[a-z]+$", "string pattern=^[a-f]+$", "thing.a: must match ^[a-f]+$ now"),
		less("string", "string email", "thing.a: must have the format email now"),
		less("string[]", "string[] max_items=3", "thing.a: at most 3 items now, was 10000"),
		less("string[] max_items=20000", "string[]", "thing.a: at most 10000 items now, was 20000"),
		strict(
			"check between fields that was not there, or lets less through", thing("a: int32", "b: int32", "c: text optional", "d: text optional"),
			with("checks: {order: a < b, one: c or d must be set}", "a: int32", "b: int32", "c: text optional", "d: text optional"),
			"thing: a < b now", "thing: c or d must be set now",
		),
		strict(
			"check between fields that was not there, or lets less through", with("checks: {order: a <= b}", "a: int32", "b: int32"),
			with("checks: {order: a < b}", "a: int32", "b: int32"), "thing: a < b now",
		),
		fine(
			"check gone, renamed, or letting more through", with("checks: {order: a < b, gone: a != c, same: c = d}", "a: int32", "b: int32", "c: int32", "d: int32"),
			with("checks: {line: b >= a, same: d = c}", "a: int32", "b: int32", "c: int32", "d: int32"),
		),
		fine(
			"check about a new field that clients need not send", thing("a: int32", "b: text optional"),
			with("checks: {order: a < c, one: only one of b or d may be set}", "a: int32", "b: text optional", "c: int32 optional", "d: text optional"),
		),
		fine("rule that lets more through", thing("a: string[]"), thing("a: string[] max_items=20000")),
		less("string[]", "string[] unique_items", "thing.a: no duplicate items now"),
		less("bytes max_bytes=16KiB", "bytes max_bytes=8KiB", "thing.a: at most 8192 bytes now, was 16384"),
		less("string", "string unique", "thing.a is unique now"),
		fine("rule that lets more through", with(`indexes: ["unique a, id desc", "unique a, create_time"]`, "a: string"), with(`indexes: ["unique a, id desc", "unique a, create_time"]`, "a: string")),
		fine("rule that lets more through", thing("a: string len=2..20 unique", "b: int32 min=1 max=9"), thing("a: string len=..30", "b: int32 min=0 max=10")),
		strict(
			"rule that lets less through", shop("", resource("thing", "", "name: string"), resource("part", "", "of: ref=thing on_delete=cascade")),
			shop("", resource("thing", "", "name: string"), resource("part", "", "of: ref=thing")), "part.of prevents its thing from being deleted now",
		),
	}
}

func listChanges() []change {
	return []change{
		fine("filter, sort or search added", thing("a: string"), thing("a: string filter sort search")),
		strict("filter, sort or search gone", thing("a: string filter sort search", "b: int32 filter sort"), thing("a: string filter=eq", "b: int32 filter sort"), "thing.a loses filter=in, filter=prefix, sort, search"),
		refused(
			"last filter gone", thing("a: string filter=eq sort"), thing("a: string"),
			"ListThings takes no filter any more", "thing.a loses filter=eq, sort",
		),
	}
}

func messageChanges() []change {
	acting := func(words string) string { return with("actions: {act: "+words+"}", "a: int32") }
	return []change{
		strict("field of an action's request added that clients have to send", acting("{request: {a: int32}}"), acting("{request: {a: int32, b: int32}}"), "thing.act: b is new and required"),
		fine("field of an action's request added that clients need not send", acting("{request: {a: int32}}"), acting("{request: {a: int32, b: int32 optional, c: text default=x}}")),
		strict("field of an action's request gone", acting("{request: {a: int32, b: int32}}"), acting("{request: {b: int32}}"), "thing.act: a is gone, and clients may send it"),
		refused("field of an action's request or answer of another type", acting("{request: {a: int32}}"), acting("{request: {a: string}}"), "thing.act: a is string now, was int32"),
		refused("field of an action's request or answer of another type", acting("{returns: {a: int32}}"), acting("{returns: {a: string}}"), "thing.act: a is string now, was int32"),
		fine("field of an action's answer added or gone", acting("{returns: {a: int32, b: int32}}"), acting("{returns: {b: int32, c: int32}}")),
		strict("rule that lets less through", acting("{request: {a: int32 optional}}"), acting("{request: {a: int32 max=9}}"), "thing.act: a is required now", "thing.act: a: no more than 9 now"),
		refused(
			"action answers with a message instead of the resource, or the reverse", acting("{returns: thing}"), acting("{returns: {a: int32}}"),
			"thing.act answers with a message of its own now, was the thing",
		),
		refused(
			"action answers with a message instead of the resource, or the reverse", acting("{returns: {a: int32}}"), acting("{returns: thing}"),
			"thing.act answers with the thing now, was a message of its own",
		),
	}
}

func enumChanges() []change {
	named := func(name, values, field string) string {
		return shop("enums: {"+name+": ["+values+"]}", resource("thing", "", "name: string", field))
	}
	return []change{
		fine("value of an enum added", thing("a: enum=x,y"), thing("a: enum=z,y,x")),
		refused("value of an enum renamed", thing("a: enum=x,y"), with("removed: [a.x -> z]", "a: enum=z,y"), "THING_A_X is called THING_A_Z now"),
		strict("value of an enum removed that clients can send", thing("a: enum=x,y"), with("removed: [a.x -> y]", "a: enum=y,z"), "THING_A_X is gone"),
		fine("value of an enum removed that clients only read", thing("a: enum=x,y default=y output_only"), with("removed: [a.x -> y]", "a: enum=y,z default=y output_only")),
		{
			row: "name of a removed field or value used again", first: thing("a: enum=x,y"), before: with("removed: [a.x -> y]", "a: enum=y,z"),
			after: thing("a: enum=x,y,z"), want: []string{"THING_A_X reuses the name of a removed value"}, buf: true,
		},
		strict("other `json_enums`", thing("a: enum=x,y"), short(thing("a: enum=x,y")), "json_enums is short now, was proto: JSON, filters and errors say x, said THING_A_X"),
		strict("other `json_enums`", short(thing("a: enum=x,y")), thing("a: enum=x,y"), "json_enums is proto now, was short: JSON, filters and errors say THING_A_X, said x"),
		refused(
			"value of an enum renamed", thing("a: enum=x,y"), short(with("removed: [a.x -> z]", "a: enum=z,y")), "json_enums is short now", "THING_A_X is called THING_A_Z now",
		),
		fine("other `json_enums`, and no enum before", thing(), short(thing("a: enum=x,y default=x"))),
		fine("other `json_enums`, and no enum before", short(thing()), thing("a: enum=x,y default=x")),
		refused("enum renamed", named("kind", "x, y", "a: enum=kind"), named("sort_of", "x, y", "a: enum=sort_of"), "the values of sort_of begin with SORT_OF_ now, was KIND_"),
		refused(
			"field renamed", thing("a: enum=x,y"), thing("b: enum=x,y renamed_from=a"),
			"thing.b was called a", "the values of thing_b begin with THING_B_ now",
		),
	}
}

// short returns a workspace whose JSON says the words of the spec.
func short(text string) string { return "json_enums: short\n" + text }

// acting returns a thing with two fields of states and the given actions.
func acting(actions string) string {
	keys := ""
	if actions != "" {
		keys = "actions:\n          " + strings.ReplaceAll(actions, "; ", "\n          ")
	}
	return with(keys, "a: int32 optional", "s: enum=x,y,z default=x output_only", "t: enum=x,y default=x output_only")
}

func resourceChanges() []change {
	return []change{
		fine("method added", with("methods: [create, get]"), with("methods: [create, get, list, update, delete]")),
		strict("method gone", thing(), with("methods: [create, get]"), "thing loses the methods list, update, delete"),
		fine("action added", acting(""), acting("go: s x -> y")),
		strict("action gone or renamed", acting("go: s x -> y; set: {set: {a: 1}}"), acting("went: s x -> y"), "thing loses the methods go, set"),
		fine("transition allowed in more states", acting("go: s x -> z"), acting("go: s y, x -> z")),
		fine("transition allowed in more states", acting("go: s x -> z"), acting("go: {set: {a: 1}}")),
		strict("transition allowed in fewer states, or to another state", acting("go: s x, y -> z"), acting("go: {transition: s y -> z, set: {a: 1}}"), "thing.go is refused now if s is x"),
		strict("transition allowed in fewer states, or to another state", acting("go: s x -> z"), acting("go: s x -> y"), "thing.go makes s y now, was z"),
		strict("transition allowed in fewer states, or to another state", acting("go: {set: {a: 1}}"), acting("go: s x, y -> z"), "thing.go is allowed only if s is x or y now, was always"),
		strict("transition allowed in fewer states, or to another state", acting("go: s x -> y"), acting("go: t x -> y"), "thing.go changes t now, was s"),
		refused("value of an enum renamed", acting("go: s x -> y"), strings.NewReplacer("s: enum=x,y,z default=x", "s: enum=w,y,z default=w", "s x", "s w", "        fields", "        removed: [s.x -> w]\n        fields").Replace(acting("go: s x -> y")), "THING_S_X is called THING_S_W now"),
		refused("soft_delete on or off", thing(), with("soft_delete: true"), "thing has soft_delete now"),
		refused(
			"soft_delete on or off", with("soft_delete: true"), with("removed: [delete_time]"),
			"ListThings takes no show_deleted", "thing has no soft_delete now",
		),
		{
			row: "name of a removed field or value used again", first: with("soft_delete: true"), before: with("removed: [delete_time]; methods: [get, list]"),
			after: with("soft_delete: true; methods: [get, list, delete]"), want: []string{"thing.delete_time reuses the name of a removed field"}, buf: true,
		},
		fine("resource added", thing(), shop("", resource("thing", "", "name: string"), resource("part", "", "of: ref=thing"))),
		strict(
			"resource renamed", thing("a: int32"), shop("", resource("object", "renamed_from: thing", "name: string", "a: int32")),
			"resource thing is called object now",
		),
		strict(
			"resource removed", shop("", resource("thing", "", "name: string"), resource("part", "", "name: string")),
			shop("removed: [part]", resource("thing", "", "name: string")), "resource part is gone",
		),
		strict("routes changed: plural, http_prefix", thing(), with("plural: stuff"), "thing is at /v1/stuff now, was /v1/things"),
		strict(
			"routes changed: plural, http_prefix", thing(), shop("http_prefix: shop", resource("thing", "", "name: string")),
			"thing is at /v1/shop/things now, was /v1/things",
		),
		strict(
			"service renamed", thing("a: int32"), "services:\n  sales:\n    renamed_from: shop\n    resources:\n"+resource("thing", "", "name: string", "b: int32 renamed_from=a"),
			"service shop is called sales now", "thing.b was called a",
		),
		strict(
			"service removed", thing()+"  zoo:\n    resources:\n"+resource("ape", "", "name: string"), "removed: [zoo]\n"+thing(),
			"service zoo is gone",
		),
		fine("service added", thing(), thing()+"  zoo:\n    resources:\n"+resource("ape", "", "name: string")),
		{
			row: "service added", first: thing() + "  zoo:\n    resources:\n" + resource("ape", "", "name: string"), before: "removed: [zoo]\n" + thing(),
			after: thing() + "  zoo:\n    resources:\n" + resource("ape", "", "title: string renamed_from=name"),
		},
		strict("last element of module changed", thing(), "module er\n"+thing(), "its gRPC name is shoper.shop.v1.ShopService now, was shop.shop.v1.ShopService"),
	}
}
