package generator_test

// readChanges are changes of what clients read with a resource, and of methods that belong to none.
func readChanges() []change {
	two := resource("other", "", "title: string") + resource("more", "", "title: string")
	refs := func(keys string) string {
		return shop("", resource("thing", keys, "name: string", "other: ref=other", "more: ref=more"), two)
	}
	lines := func(keys string) string {
		return shop("", resource("thing", "children: {line: {fields: {other: ref=other, more: ref=more}"+keys+"}}", "name: string"), two)
	}
	method := func(text string) string {
		return shop("methods: {"+text+"}", resource("thing", "", "name: string"))
	}
	const quote = "quote: {http: POST /quotes, request: {a: int32}, returns: {b: int32}}"
	return []change{
		fine("reference added to `expand`", refs("expand: [other]"), refs("expand: [other, more]")),
		refused("reference gone from `expand`, or from that of a child", refs("expand: [other, more]"), refs("expand: [other]"), "thing.more is not expanded any more"),
		refused("reference gone from `expand`, or from that of a child", refs("expand: [other]"), refs(""), "thing.other is not expanded any more"),
		fine("reference added to `expand`", lines(""), lines(", expand: [other]")),
		refused("reference gone from `expand`, or from that of a child", lines(", expand: [other, more]"), lines(", expand: [other]"), "thing_line.more is not expanded any more"),
		fine("method of a service added", thing(), method(quote)),
		strict("method of a service gone, renamed or on another path", method(quote), thing(), "method quote is gone"),
		strict("method of a service gone, renamed or on another path", method(quote),
			method("estimate: {http: POST /quotes, request: {a: int32}, returns: {b: int32}, renamed_from: quote}"), "method quote is called estimate now"),
		strict("method of a service gone, renamed or on another path", method(quote),
			method("quote: {http: POST /other, request: {a: int32}, returns: {b: int32}}"), "quote is at /v1/other now, was /v1/quotes"),
		fine("field of the request of a method added that clients need not send", method(quote),
			method("quote: {http: POST /quotes, request: {a: int32, c: int32 optional}, returns: {b: int32}}")),
		strict("field of the request of a method gone, or added that clients have to send", method(quote),
			method("quote: {http: POST /quotes, request: {c: int32}, returns: {b: int32}}"), "quote: a is gone", "quote: c is new and required"),
		refused("field of a message of a method of another type, or another answer", method(quote),
			method("quote: {http: POST /quotes, request: {a: int32}, returns: {b: string}}"), "quote: b is string now, was int32"),
		refused("field of a message of a method of another type, or another answer", method(quote),
			method("quote: {http: POST /quotes, request: {a: int32}}"), "quote answers with another message now"),
	}
}
