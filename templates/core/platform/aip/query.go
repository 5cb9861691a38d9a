package aip

import (
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Field is what a list may be filtered or sorted by. Its name is the one that clients write, and the column's.
type Field struct {
	Name  string
	Ops   Op
	Sort  bool
	Parse func(text string) (any, error) // String, Int32 …; its error says what the text must be
}

// The operators that go together.
const (
	AllowEq     = Equal | NotEqual
	AllowIn     = In
	AllowPrefix = Prefix
	AllowGTE    = Greater | GreaterEqual
	AllowLTE    = Less | LessEqual
	AllowHas    = Has
)

// NewQuery reads the request of a list that can be filtered and sorted by fields; search reports whether a filter may hold words
// to look for in the resource's texts.
func NewQuery(fields []Field, search bool, r Request) (Query, error) {
	var v errs.Violations
	q := newQuery(&v, r)

	f := filter{text: r.Filter, fields: fields, search: search}
	if err := f.parse(); err != nil {
		v.Add("filter", err.Error())
	}
	q.Conditions, q.Search = f.conditions, strings.Join(f.terms, " ")

	field, desc, err := parseOrder(fields, r.OrderBy)
	if err != nil {
		v.Add("order_by", err.Error())
		return q, v.Err()
	}
	q.Order = Order{Field: field.Name, Desc: desc}
	q.After = parseToken(&v, q.digest, r.PageToken, field.Parse)
	return q, v.Err()
}
