package aip

import (
	"strings"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Page sizes (AIP-158): a larger one is lowered to the limit, not refused.
const defaultPageSize, maxPageSize = 50, 1000

// Request is what the list methods of all resources have in common. A resource that cannot be filtered, sorted or undeleted
// leaves the field out.
type Request struct {
	List        string // which list it is: page tokens are good for one
	Filter      string
	OrderBy     string
	PageToken   string
	PageSize    int32
	ShowDeleted bool
}

// Query is a Request that was checked: what storage is to look for.
type Query struct {
	Conditions  []Condition // all of them hold
	Search      string      // full text, as websearch_to_tsquery reads it; "" finds everything
	Order       Order
	After       *Cursor // nil on the first page
	PageSize    int     // at least 1
	ShowDeleted bool

	digest string // binds page tokens to what the rows and their order depend on
}

// Condition is one comparison. Value has the type that Field.Parse gives: []any of it with In.
type Condition struct {
	Field string
	Op    Op
	Value any
}

// Op is the operator of a Condition, or the set of those that a Field allows.
type Op uint16

// The operators. NotEqual holds for NULL as well; the others do not.
const (
	Equal Op = 1 << iota
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	In     // is one of
	Prefix // the text begins with
	Has    // the list holds
)

// String lists the operators as a client writes them.
func (o Op) String() string {
	forms := []string{"=", "!=", "<", "<=", ">", ">=", "(a = x OR a = y)", `= "x*"`, ":"}
	var set []string
	for i, form := range forms {
		if o&(1<<i) != 0 {
			set = append(set, form)
		}
	}
	return strings.Join(set, ", ")
}

// Order is the field that rows are sorted by, then by id. The zero Order is by id alone: the order of creation.
type Order struct {
	Field string
	Desc  bool
}

// Cursor is the place of a row in its order.
type Cursor struct {
	Value any // of the field that is sorted by; nil where the order is by id alone
	ID    uuid.UUID
}

// NewPage reads the request of a list that is neither filtered nor sorted.
func NewPage(r Request) (Query, error) {
	var v errs.Violations
	q := newQuery(&v, r)
	q.After = parseToken(&v, q.digest, r.PageToken, nil)
	return q, v.Err()
}

// newQuery reads what does not depend on the fields of the resource.
func newQuery(v *errs.Violations, r Request) Query {
	size := int(r.PageSize)
	if size < 0 {
		v.Add("page_size", "must not be negative")
	}
	if size == 0 {
		size = defaultPageSize
	}
	return Query{
		PageSize:    min(size, maxPageSize),
		ShowDeleted: r.ShowDeleted,
		digest:      digest(r),
	}
}

// Page is what storage finds for a Query: up to PageSize items, fewer where they are large (AIP-158).
type Page[T any] struct {
	Items []T
	More  bool // there are others after the last of Items, of which there is one at least
}

// NextToken gives the token of the page after p, the page for q: "" after the last.
func (p Page[T]) NextToken(q Query, cursor func(T) Cursor) string {
	if !p.More {
		return ""
	}
	return newToken(q.digest, cursor(p.Items[len(p.Items)-1]))
}
