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

// NewQuery checks the request of a list that has fields of its own to be filtered or sorted by, or can be searched.
func (s Schema) NewQuery(r Request) (Query, error) {
	var v errs.Violations
	q := newQuery(&v, r)

	f := filter{text: r.Filter, schema: s}
	if err := f.parse(); err != nil {
		v.Add("filter", err.Error())
	}
	q.Conditions, q.Search = f.conditions, strings.Join(f.terms, " ")
	q.order(&v, r, s.Fields)
	return q, v.Err()
}
