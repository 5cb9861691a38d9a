package aip

import (
	"strings"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Page sizes (AIP-158). A larger one is not an error: it is lowered to the maximum.
const defaultPageSize, maxPageSize = 50, 1000

// MaxTotal is the largest number of rows that are counted: a client that asks for the total must not make the database read a whole table.
const MaxTotal = 10_000

// Request holds the parameters that a client gives a list. Fields that the list of a resource does not have stay empty.
type Request struct {
	List        string // name of the list: a page token is valid for one list only
	Filter      string
	OrderBy     string
	PageToken   string
	PageSize    int32
	ShowDeleted bool
	Count       bool
}

// Query is a checked Request, for storage to carry out.
type Query struct {
	Conditions  []Condition // rows meet all of them
	Search      string      // words to search for, in the syntax of websearch_to_tsquery; "" finds all rows
	Order       Order
	After       *Cursor // nil on the first page
	PageSize    int     // at least 1
	ShowDeleted bool
	Count       bool // the page has a Total

	digest string // of the parts of the request that decide on rows and order: a page token is valid for these only
}

// Condition is one comparison. Value has the type that Field.Parse returns; with In, it is a []any of such values, with Set it is nil.
type Condition struct {
	Field string
	Op    Op
	Value any
	Not   bool // is met by the rows for which the comparison is not true, also because of NULL
}

// Op is the operator of a Condition, or the set of operators that a Field allows.
type Op uint16

// The operators. NotEqual is true for NULL, the others are false.
const (
	Equal Op = 1 << iota
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	In     // the value is one of a list
	Prefix // the text begins with the value
	Has    // the list contains the value
	Set    // the value is not NULL
)

// String lists the operators as a client writes them.
func (o Op) String() string {
	forms := []string{"=", "!=", "<", "<=", ">", ">=", "a = x OR a = y", `= "x*"`, ":", ":*"}
	var set []string
	for i, form := range forms {
		if o&(1<<i) != 0 {
			set = append(set, form)
		}
	}
	return strings.Join(set, ", ")
}

// Order is the field that rows are sorted by, then by id. NULL is greater than every value. The zero Order is by id alone: the order of
// creation.
type Order struct {
	Field string
	Desc  bool
}

// Cursor is the place of a row in its order.
type Cursor struct {
	Value any // of the field that rows are sorted by; nil for NULL, or if they are sorted by id alone
	ID    uuid.UUID
}

// NewPage checks the request of a list that cannot be filtered or searched, nor sorted by fields of its own.
func NewPage(r Request) (Query, error) {
	var v errs.Violations
	q := newQuery(&v, r)
	q.order(&v, r, nil)
	return q, v.Err()
}

// newQuery checks the parts of a request that do not depend on the fields of the resource.
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
		Count:       r.Count,
		digest:      digest(r),
	}
}

// Page holds the items that storage finds for a Query: up to PageSize items, or fewer if they are large (AIP-158).
type Page[T any] struct {
	Items []T
	More  bool // another page follows; Items is not empty then
	Total int  // items of all pages if the Query asks for the Count; MaxTotal+1 means that there are more than MaxTotal
}

// NextToken returns the token of the page after p, which answers q. It is "" if p is the last page.
func (p Page[T]) NextToken(q Query, cursor func(T) Cursor) string {
	if !p.More {
		return ""
	}
	return newToken(q.digest, cursor(p.Items[len(p.Items)-1]))
}
