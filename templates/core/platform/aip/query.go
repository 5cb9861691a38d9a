package aip

import (
	"strings"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// The operators that a field can allow: the words of filter in a spec.
const (
	AllowEq     = Equal | NotEqual
	AllowIn     = In
	AllowPrefix = Prefix
	AllowGTE    = Greater | GreaterEqual
	AllowLTE    = Less | LessEqual
	AllowHas    = Has
)

// NewQuery checks the request of a list that can be filtered, sorted or searched.
func (s Schema) NewQuery(r Request) (Query, error) {
	var v errs.Violations
	q := newQuery(&v, r)

	f := filter{text: r.Filter, schema: s}
	if err := f.parse(); err != nil {
		v.Add("filter", err.Error())
	}
	q.Conditions, q.Search = f.conditions, strings.Join(f.terms, " ")

	field, desc, err := parseOrder(s.Fields, r.OrderBy)
	if err != nil {
		v.Add("order_by", err.Error())
		return q, v.Err()
	}
	q.Order = Order{Field: field.Name, Desc: desc}
	q.After = parseToken(&v, q.digest, r.PageToken, field.Parse)
	return q, v.Err()
}
