package spec

import "slices"

// WordDoc documents a key of a file of the language.
type WordDoc struct {
	Word     string // http_prefix
	Text     string // what it says, for readers
	Required bool
}

// WorkspaceWords documents the keys of svcgen.yaml, in the order in which svcgen writes them.
func WorkspaceWords() []WordDoc { return words(workspaceKeys, workspaceSchema()) }

// ServiceWords documents the keys of a service.
func ServiceWords() []WordDoc {
	return words(serviceKeys, closed(serviceFileProperties(), "service", "resources"))
}

// ResourceWords documents the keys of a resource.
func ResourceWords() []WordDoc { return words(resourceKeys, definitions()["resource"].(object)) }

// ChildWords documents the keys of a child.
func ChildWords() []WordDoc { return words(childKeys, childSchema()) }

// ActionWords documents the keys of an action.
func ActionWords() []WordDoc { return words(actionKeys, action()) }

// ServiceMethodWords documents the keys of a method of a service.
func ServiceMethodWords() []WordDoc { return words(serviceMethodKeys, serviceMethodSchema()) }

// JobWords documents the keys of a job.
func JobWords() []WordDoc { return words(jobKeys, jobSchema()) }

// Packs are the packs that a spec can name.
func Packs() []string { return slices.Clone(packWords) }

// words takes the texts from the JSON Schema, so that an editor and the reference say the same.
func words(keys []string, schema object) []WordDoc {
	properties, _ := schema["properties"].(object)
	required, _ := schema["required"].([]string)
	docs := make([]WordDoc, len(keys))
	for i, key := range keys {
		property, _ := properties[key].(object)
		text, _ := property["description"].(string)
		docs[i] = WordDoc{Word: key, Text: text, Required: slices.Contains(required, key)}
	}
	return docs
}

// TypeDoc documents a type of fields.
type TypeDoc struct {
	Type    Type
	Written string // decimal(10,2), money currency=EUR
	Needs   string // a key on which the others depend: currency; "" if there is none
	Text    string // what its values are, for readers
	Example string // a canonical value
	Filters []Op   // what filter alone means
	Keys    []string
	List    bool // there are lists of it
}

// TypeDocs documents the types, in the order of the reference.
func TypeDocs() []TypeDoc {
	docs := make([]TypeDoc, len(types))
	for i, t := range types {
		docs[i] = TypeDoc{
			Type: t.typ, Written: t.written(), Text: t.doc, Example: t.example, Filters: t.filters, List: t.noList == "",
		}
		if t.can&priced != 0 {
			docs[i].Written, docs[i].Needs = t.written()+" currency=EUR", "currency"
		}
		for _, k := range fieldKeys {
			if k.needs != anyType && k.lists != onlyLists && t.can&k.needs != 0 {
				docs[i].Keys = append(docs[i].Keys, k.name)
			}
		}
	}
	return docs
}

// KeyDoc documents a flag or key of fields.
type KeyDoc struct {
	Key     string
	Written string   // len=3..32
	Text    string   // what it says, for readers
	Makes   string   // what svcgen makes of it
	Types   []Type   // that it fits; nil for all
	Lists   string   // "", "lists too" or "lists only"
	Without []string // keys that it excludes
}

// KeyDocs documents the flags and keys of fields, in the order in which svcgen writes them.
func KeyDocs() []KeyDoc {
	docs := make([]KeyDoc, len(fieldKeys))
	for i, k := range fieldKeys {
		d := KeyDoc{Key: k.name, Written: k.name, Text: k.doc, Makes: makes[k.name], Lists: []string{"", "lists too", "lists only"}[k.lists]}
		switch k.form {
		case valued:
			d.Written = k.name + "=" + k.example
		case either:
			d.Written = k.name + ", " + k.name + "=" + k.example
		}
		needs := k.needs
		if k.name == "value" {
			needs = moment | identifying // the parser says more about the values
		}
		for _, t := range types {
			if needs != anyType && t.can&needs != 0 {
				d.Types = append(d.Types, t.typ)
			}
		}
		for _, c := range slices.Concat(clashes, nowClashes) {
			switch k.name {
			case c.a:
				d.Without = append(d.Without, c.b)
			case c.b:
				d.Without = append(d.Without, c.a)
			}
		}
		docs[i] = d
	}
	return docs
}

// makes says what svcgen makes of each key of a field.
var makes = map[string]string{
	"currency":     "a rule of every message; the digits after the point",
	"key":          "the key of the message, so that events of one key are handled in their order; with a ref, in the topic of the resource",
	"optional":     "a column without NOT NULL, a pointer in Go, an optional field in protobuf",
	"unique":       "a unique constraint, among the resources that are not deleted if there is soft_delete; 409 for a second one",
	"immutable":    "field_behavior IMMUTABLE; 400 for an update that changes it",
	"default":      "DEFAULT of the column, and the value of a request that leaves it out",
	"output_only":  "field_behavior OUTPUT_ONLY; your code sets it in the hook",
	"value":        "now: the time of creation; caller.id: the user of the request. Neither ever changes",
	"sensitive":    "a comment at the field; it is no part of errors, log lines and page tokens",
	"len":          "a rule in Go, a CHECK; of a list: of each element, in Go only",
	"min":          "a rule in Go, a CHECK; of a list: of each element, in Go only",
	"max":          "a rule in Go, a CHECK; of a list: of each element, in Go only",
	"pattern":      "a rule in Go; it need not match the whole text, so write ^ and $",
	"email":        "a rule in Go",
	"uri":          "a rule in Go",
	"hostname":     "a rule in Go",
	"ip":           "a rule in Go",
	"max_items":    "a rule in Go, a CHECK",
	"unique_items": "a rule in Go",
	"max_bytes":    "a rule in Go; for bytes a CHECK",
	"filter":       "a name in filter=, an index",
	"sort":         "a name in order_by=, an index that ends with the id, so that pages are exact",
	"search":       "words in filter= without a name before them; one index for the fields of a resource",
	"on_delete":    "ON DELETE of the foreign key; restrict is the default, and answers 409",
	"renamed_from": "a migration that renames the column; reserved numbers and names in protobuf. Remove the key when you like",
	"in_two_steps": "a second column under the previous name, which a trigger keeps equal, and its removal in the migration after that",
	"backfill":     "a value for the rows that are there, in the migration only. Remove the key when you like",
	"description":  "comments in protobuf and Go",
}
