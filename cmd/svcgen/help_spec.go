package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator/reference"
)

const specExample = `version: 1
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

const specIntro = `
A field is TYPE [flag | key=value]…, or a mapping with the same keys. TYPE[] is
a list. A field is required unless it is optional or output_only, or has a
default or a value. On the command line colons stand between the words:
--field sku:string:unique:len=3..32. See also svcgen help types, svcgen help
flags.

`

const typesIntro = `the types of fields: what a value is, what it looks like in JSON, in Go and in
PostgreSQL, and the keys that only some types have. TYPE[] is a list.

`

const flagsIntro = `the flags and keys of fields: what each says, what svcgen makes of it, and what
it does not go with. A key whose value holds blanks is quoted: default="a b".

`

const referencePage = `
with more words: https://github.com/svcgen/svcgen/blob/main/docs/spec.md`

// newSpecTopics returns the pages of help about the spec language. A page is made when it is read.
func newSpecTopics() []*cobra.Command {
	topic := func(name, short string, page func() string) *cobra.Command {
		cmd := &cobra.Command{Use: name, Short: short}
		cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
			_, _ = fmt.Fprintln(cmd.OutOrStdout(), page()+referencePage) // cobra ignores the error of any other page, too
		})
		return cmd
	}
	return []*cobra.Command{
		topic("spec", "what a spec says: an example, and its keys", func() string {
			return "a whole spec, and then its keys\n\n" + indented(specExample) + specIntro + reference.Spec()
		}),
		topic("types", "the types of fields", func() string { return typesIntro + reference.Types() }),
		topic("flags", "the flags and keys of fields", func() string { return flagsIntro + reference.Keys() }),
	}
}

// indented moves each line of a text two columns to the right.
func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}
