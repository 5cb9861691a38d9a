// Package replay proves on a real PostgreSQL that the migrations of a service, applied one after the other, give the schema
// that its spec describes. It works in databases of its own and drops them.
package replay

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Querier is a connection or a pool.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// catalogSQL describes everything that svcgen makes in a schema, one thing a line. The order of columns does not count, nor do
// the names that newer versions of PostgreSQL give to NOT NULL.
const catalogSQL = `
SELECT line FROM (
	SELECT format('%I.%I %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
		|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
		|| coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
	FROM pg_attribute a
	JOIN pg_class c ON c.oid = a.attrelid
	LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
		AND c.relname <> 'goose_db_version'
	UNION ALL
	SELECT format('%I CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
	FROM pg_constraint k
	JOIN pg_class c ON c.oid = k.conrelid
	WHERE k.connamespace = 'public'::regnamespace AND k.contype <> 'n' AND c.relname <> 'goose_db_version'
	UNION ALL
	SELECT pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
	FROM pg_index i
	JOIN pg_class c ON c.oid = i.indrelid
	WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'goose_db_version'
) AS lines ORDER BY line COLLATE "C"`

// Catalog is what PostgreSQL says about the schema of a database, as sorted lines.
func Catalog(ctx context.Context, db Querier) ([]string, error) {
	rows, err := db.Query(ctx, catalogSQL)
	if err != nil {
		return nil, fmt.Errorf("read the catalog: %w", err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read the catalog: %w", err)
	}
	return lines, nil
}
