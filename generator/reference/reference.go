// Package reference says what the words of the spec language mean, for a terminal and for docs/spec.md. The words come from the tables
// that the parser reads by.
package reference

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/spec"
)

// table is a part of the reference. The first cell of a row is the word, as it is written in a spec.
type table struct {
	columns []string
	rows    [][]string
}

func words(docs []spec.WordDoc) table {
	t := table{columns: []string{"Key", "What it says"}}
	for _, d := range docs {
		text := d.Text
		if d.Required && !strings.HasSuffix(text, "required") {
			text += "; required"
		}
		t.rows = append(t.rows, []string{d.Word, text})
	}
	return t
}

func checks() table {
	t := table{columns: []string{"Check", "What it says"}}
	for _, d := range spec.CheckDocs() {
		t.rows = append(t.rows, []string{d.Written, d.Text})
	}
	return t
}

func types() table {
	t := table{columns: []string{"Type", "What it is", "JSON", "Go", "PostgreSQL", "protobuf", "Filters", "Keys"}}
	for _, d := range spec.TypeDocs() {
		k := kind.Of(d.Type)
		shape := &kind.Shape{Name: "field", Kind: k, Precision: 10, Scale: 2, Currency: "EUR"}
		ops := make([]string, len(d.Filters))
		for i, op := range d.Filters {
			ops[i] = string(op)
		}
		keys := slices.DeleteFunc(slices.Clone(d.Keys), func(key string) bool { return slices.Contains(common, key) })
		text := d.Text
		if !d.List {
			text += "; there are no lists of it"
		}
		t.rows = append(t.rows, []string{
			d.Written, text, inJSON(shape, d.Example), cmp.Or(k.GoType, "a type of its own"), kind.ColumnsOf(shape)[0].SQLType,
			cmp.Or(k.ProtoType, "an enum"), strings.Join(ops, ", "), strings.Join(keys, ", "),
		})
	}
	return t
}

// common are keys that nearly every type has: a list of them says nothing of one type.
var common = []string{"unique", "default", "filter", "sort", "backfill"}

func inJSON(shape *kind.Shape, text string) string {
	text = shape.Shown(text)
	if shape.Kind.JSON != nil {
		return shape.Kind.JSON(shape, text)
	}
	return strconv.Quote(text)
}

func keys() table {
	t := table{columns: []string{"Key", "What it says", "What it makes", "Types", "Not with"}}
	for _, d := range spec.KeyDocs() {
		t.rows = append(t.rows, []string{d.Written, d.Text, d.Makes, fitting(d), strings.Join(d.Without, ", ")})
	}
	return t
}

// fitting says which types a key fits: "string, text", "all but json", "lists only".
func fitting(d spec.KeyDoc) string {
	all := spec.TypeDocs()
	text := ""
	if len(d.Types) > 0 {
		var fit, not []string
		for _, t := range all {
			if slices.Contains(d.Types, t.Type) {
				fit = append(fit, string(t.Type))
			} else {
				not = append(not, string(t.Type))
			}
		}
		text = strings.Join(fit, ", ")
		if len(not) < len(fit) {
			text = "all but " + strings.Join(not, ", ")
		}
	}
	switch {
	case text == "":
		return cmp.Or(d.Lists, "all")
	case d.Lists == "":
		return text
	}
	return text + "; " + d.Lists
}
