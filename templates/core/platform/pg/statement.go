package pg

import (
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

type statement struct {
	table Table
	where []string
	args  []any
}

// newStatement returns the conditions of the rows that q finds on all pages.
func newStatement(t Table, q aip.Query, own []Predicate) *statement {
	s := &statement{table: t}
	for _, predicate := range own {
		s.where = append(s.where, "("+predicate(s.arg)+")")
	}
	for _, c := range q.Conditions {
		s.condition(c)
	}
	if q.Search != "" {
		s.where = append(s.where, t.Search+" @@ websearch_to_tsquery('simple', "+s.arg(q.Search)+")")
	}
	if t.SoftDelete && !q.ShowDeleted {
		s.where = append(s.where, "delete_time IS NULL")
	}
	return s
}

// conditions returns the WHERE clause with the conditions of s and some more, "" if there are none.
func (s *statement) conditions(more ...string) string {
	where := slices.Concat(s.where, more)
	if len(where) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(where, " AND ")
}

// condition adds a condition. An index finds a long text by its head; then the whole text decides.
func (s *statement) condition(c aip.Condition) {
	sql := s.compare(quote(c.Field), c.Op, c.Value)
	switch indexed := s.sortedBy(c.Field); {
	case c.Not && c.Op == aip.Set:
		sql = quote(c.Field) + " IS NULL"
	case c.Not:
		sql = "(" + sql + ") IS NOT TRUE"
	case indexed != quote(c.Field) && c.Op&(aip.Equal|aip.In|aip.Prefix) != 0:
		s.where = append(s.where, s.compare(indexed, c.Op, heads(c.Value)))
	}
	s.where = append(s.where, sql)
}

func (s *statement) compare(column string, op aip.Op, value any) (sql string) {
	switch op {
	case aip.NotEqual:
		sql = column + " IS DISTINCT FROM " + s.arg(value)
	case aip.In:
		sql = column + " = ANY(" + s.arg(value) + ")"
	case aip.Prefix:
		// Unlike LIKE it has no wildcards. It can use an index with text_pattern_ops or in the collation "C".
		sql = "starts_with(" + column + ", " + s.arg(value) + ")"
	case aip.Set:
		sql = column + " IS NOT NULL"
	case aip.Has:
		sql = column + " @> " + s.arg([]any{value})
	default:
		sql = column + " " + op.String() + " " + s.arg(value)
	}
	return sql
}

// sortedBy returns what rows are sorted by, as the index has it.
func (s *statement) sortedBy(column string) string {
	if slices.Contains(s.table.LongTexts, column) {
		return "left(" + quote(column) + ", " + strconv.Itoa(aip.HeadLength) + ")"
	}
	return quote(column)
}

// heads returns the head of a text, or those of a list.
func heads(value any) any {
	switch value := value.(type) {
	case string:
		return aip.Head(value)
	case []any:
		list := make([]any, len(value))
		for i, text := range value {
			list[i] = heads(text)
		}
		return list
	}
	return value
}

// arg adds a parameter and returns its placeholder.
func (s *statement) arg(value any) string {
	s.args = append(s.args, value)
	return "$" + strconv.Itoa(len(s.args))
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }
