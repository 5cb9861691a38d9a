package pg

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

// maxPageBytes limits the rows of a page, as PostgreSQL sends them, so that the page fits a gRPC message of 4 MiB. A page has one row
// at least, however large it is.
const maxPageBytes = 2 << 20

// List reads a page of t. Row is sqlc's struct for a row of t. Rows that do not meet own are not found.
func List[Row, Entity any](
	ctx context.Context, conn Querier, t Table, q aip.Query, entity func(Row) Entity, own ...Predicate,
) (aip.Page[Entity], error) {
	var page aip.Page[Entity]
	sql, args := Select(t, q, own...)
	rows, err := conn.Query(ctx, sql, args...)
	if err != nil {
		return page, err
	}
	defer rows.Close()
	var row, empty Row
	fields, err := fieldsOf(&row, t.Columns)
	if err != nil {
		return page, err
	}
	for size := 0; rows.Next(); {
		for _, value := range rows.RawValues() {
			size += len(value)
		}
		if n := len(page.Items); n == q.PageSize || n > 0 && size > maxPageBytes {
			page.More = true
			break
		}
		row = empty // values that are scanned must not end up in memory of the row before
		if err := rows.Scan(fields...); err != nil {
			return page, err
		}
		page.Items = append(page.Items, entity(row))
	}
	rows.Close()
	switch {
	case rows.Err() != nil || !q.Count:
		return page, rows.Err()
	case q.After == nil && !page.More:
		page.Total = len(page.Items)
		return page, nil
	}
	page.Total, err = count(ctx, conn, t, q, own...)
	return page, err
}

// count counts the rows that q finds on all pages, up to aip.MaxTotal and one.
func count(ctx context.Context, conn Querier, t Table, q aip.Query, own ...Predicate) (int, error) {
	s := newStatement(t, q, own)
	sql := "SELECT count(*) FROM (SELECT FROM " + quote(t.Name) + s.conditions() + " LIMIT " + s.arg(aip.MaxTotal+1) + ") AS counted"
	rows, err := conn.Query(ctx, sql, s.args...)
	if err != nil {
		return 0, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
}

// Querier is a pool or a transaction.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// Table is the table that a list is read from. Its column id is unique.
type Table struct {
	Name       string
	Columns    []string
	Search     string   // expression of the tsvector that is searched, as in its index; "" if the table cannot be searched
	SoftDelete bool     // rows with a delete_time are left out unless the query asks for them
	LongTexts  []string // columns of which indexes hold the aip.Head, which rows are sorted by
	Nullable   []string // columns that rows are sorted by and that can be NULL
}

// Predicate is a condition of the service's own, which no client can see or lift: that rows belong to the caller, for example.
// It returns an expression over the columns of the table; arg adds a parameter and returns its placeholder:
//
//	func(arg func(any) string) string { return "owner = " + arg(caller) }
type Predicate func(arg func(value any) (placeholder string)) (sql string)

// Columns returns the columns of sqlc's struct for a row.
func Columns[Row any]() []string {
	var names []string
	for field := range reflect.TypeFor[Row]().Fields() {
		names = append(names, field.Tag.Get("db"))
	}
	return names
}

// fieldsOf returns pointers to the fields of a row, which is a pointer to sqlc's struct, in the order of columns.
func fieldsOf(row any, columns []string) ([]any, error) {
	fields := make([]any, len(columns))
	value := reflect.ValueOf(row).Elem()
	for field := range value.Type().Fields() {
		if i := slices.Index(columns, field.Tag.Get("db")); i >= 0 {
			fields[i] = value.FieldByIndex(field.Index).Addr().Interface()
		}
	}
	if i := slices.Index(fields, nil); i >= 0 {
		return nil, fmt.Errorf("%T has no field for the column %s", row, columns[i])
	}
	return fields, nil
}

// Select builds the statement of List, which reads one row more than a page has. The names in q are names of columns, because
// aip.NewQuery has checked them; values are always parameters.
//
// A page begins after the last row of the page before, not at an offset: every page costs the same, and no row is missed if others
// come or go. An index of the sort column and id serves it.
func Select(t Table, q aip.Query, own ...Predicate) (sql string, args []any) {
	s := newStatement(t, q, own)
	direction := ""
	if q.Order.Desc {
		direction = " DESC"
	}
	order := "id" + direction
	if q.Order.Field != "" {
		order = s.sortedBy(q.Order.Field) + direction + ", " + order
	}
	ranges := s.after(q)
	page := " ORDER BY " + order + " LIMIT " + s.arg(q.PageSize+1)
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quote(c)
	}
	columns := strings.Join(names, ", ")
	selects := make([]string, len(ranges))
	for i, rows := range ranges {
		selects[i] = "SELECT " + columns + " FROM " + quote(t.Name) + s.conditions(rows...) + page
	}
	if len(selects) == 1 {
		return selects[0], s.args
	}
	return "SELECT " + columns + " FROM ((" + strings.Join(selects, ") UNION ALL (") + ")) AS page" + page, s.args
}

// after returns the conditions of the rows after the cursor. PostgreSQL sorts NULL as if it were greater than every value, so that what
// follows can be two ranges of the index, one of values and one of NULLs. Both are read by themselves: for conditions joined by OR,
// PostgreSQL would read the index from its start.
func (s *statement) after(q aip.Query) (ranges [][]string) {
	if q.After == nil {
		return [][]string{nil}
	}
	compare := " > "
	if q.Order.Desc {
		compare = " < "
	}
	id := s.arg(q.After.ID)
	if q.Order.Field == "" {
		return [][]string{{"id" + compare + id}}
	}
	column := s.sortedBy(q.Order.Field)
	null := column + " IS NULL"
	nulls := slices.Contains(s.table.Nullable, q.Order.Field)
	switch {
	case !nulls || q.After.Value != nil:
		ranges = append(ranges, []string{"(" + column + ", id)" + compare + "(" + s.arg(heads(q.After.Value)) + ", " + id + ")"})
		if nulls && !q.Order.Desc {
			ranges = append(ranges, []string{null})
		}
	case q.Order.Desc:
		ranges = [][]string{{null, "id" + compare + id}, {column + " IS NOT NULL"}}
	default:
		ranges = [][]string{{null, "id" + compare + id}}
	}
	return ranges
}
