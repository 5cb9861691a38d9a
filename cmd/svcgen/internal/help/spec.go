package help

// The pages about the spec language, around the tables of package reference.
const (
	SpecExample = `version: 1
module: github.com/acme/shop
auth: none
services:
  catalog:
    enums:
      product_status: [draft, active]
    resources:
      category:
        fields:
          title: string unique len=..120
      product:
        fields:
          sku: string unique immutable len=3..32
          title: string len=..200 search
          price: decimal(10,2) min=0 filter sort
          status: enum=product_status default=draft filter
          category: ref=category filter
          tags: string[] max_items=20 filter
          note: {type: text, optional: true, description: "Ours: not shown."}
        indexes:
          - category, create_time desc
          - unique title, category
`

	SpecIntro = `
A field is TYPE [flag | key=value]…, or a mapping with the same keys. TYPE[] is
a list. A field is required unless it is optional or output_only, or has a
default or a value. On the command line colons stand between the words:
--field sku:string:unique:len=3..32. See also svcgen help types, svcgen help
flags.

`

	TypesIntro = `the types of fields: what a value is, what it looks like in JSON, in Go and in
PostgreSQL, and the keys that only some types have. TYPE[] is a list.

`

	FlagsIntro = `the flags and keys of fields: what each says, what svcgen makes of it, and what
it does not go with. A key whose value holds blanks is quoted: default="a b".

`

	ReferencePage = `
with more words: https://github.com/svcgen/svcgen/blob/main/docs/spec.md`
)
