package pg

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

// PageBytes limits the children of a page, as PostgreSQL sends them, so that a page with them fits a gRPC message of 4 MiB. NoLimit is for
// entities that are read by their ids.
const (
	PageBytes = 1 << 20
	NoLimit   = 0
)

// Fill reads the children of parents from a table of children, in one statement. Row is sqlc's struct for a row; of returns the id of a
// parent, and the list that its children go to, in their order. With a limit in bytes, Fill stops at the parent whose children exceed it,
// unless that is the first one, and returns those before it.
func Fill[Row, Parent, Child any](
	ctx context.Context, conn Querier, table string, parents []Parent, limit int, child func(Row) Child,
	of func(Parent) (id uuid.UUID, list *[]Child),
) ([]Parent, error) {
	ids, lists := make([]uuid.UUID, len(parents)), make([]*[]Child, len(parents))
	for i, parent := range parents {
		ids[i], lists[i] = of(parent)
	}
	columns := Columns[Row]()
	rows, err := conn.Query(ctx, selectChildren(table, columns), ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var row, empty Row
	var n int64 // of the parent, from 1
	fields, err := fieldsOf(&row, columns)
	if err != nil {
		return nil, err
	}
	fields = append([]any{&n}, fields...)
	for size := 0; rows.Next(); {
		for _, value := range rows.RawValues() {
			size += len(value)
		}
		row = empty // values that are scanned must not end up in memory of the row before
		if err := rows.Scan(fields...); err != nil {
			return nil, err
		}
		if limit != NoLimit && size > limit && n > 1 {
			parents = parents[:n-1]
			break
		}
		*lists[n-1] = append(*lists[n-1], child(row))
	}
	rows.Close()
	return parents, rows.Err()
}

// selectChildren returns the statement that reads the children of the parents whose ids are its parameter, with the number of the parent
// before each.
func selectChildren(table string, columns []string) string {
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = "child." + quote(c)
	}
	return "SELECT parent.n, " + strings.Join(quoted, ", ") + " FROM unnest($1::uuid[]) WITH ORDINALITY AS parent (id, n) JOIN " + quote(table) +
		" AS child ON child.parent_id = parent.id ORDER BY parent.n, child.position"
}

// Cut returns a page with the entities that are left of it. If some are missing, there are more.
func Cut[Entity any](page aip.Page[Entity], left []Entity) aip.Page[Entity] {
	page.Items, page.More = left, page.More || len(left) < len(page.Items)
	return page
}
