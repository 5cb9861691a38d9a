// Package replay proves that the migrations of a service, applied one after the other, give the schema that its spec describes:
// on a PostgreSQL server, in databases of its own that it drops, or by what sqlc makes of them.
package replay

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Object is a thing of a schema that svcgen makes.
type Object struct {
	Kind  string // table, column, constraint, index, trigger, function
	Table string // "" of a function
	Name  string // of a table, its name again
	Is    string // what it is, as SQL: text NOT NULL DEFAULT 'x'; the storage parameters of a table; "" of a function
}

func (o Object) String() string { return o.Kind + " " + o.Table + "." + o.Name + " " + o.Is }

// Querier is a connection or a pool.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// catalogSQL describes everything that svcgen makes in a schema. The order of columns does not count, nor do the names that newer
// versions of PostgreSQL give to NOT NULL, nor the indexes that belong to a constraint.
const catalogSQL = `
SELECT "kind", "table", "name", "is" FROM (
	SELECT 'table' AS "kind", c.relname::text AS "table", c.relname::text AS "name", coalesce(array_to_string(c.reloptions, ', '), '') AS "is"
	FROM pg_class c
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
	UNION ALL
	SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
		|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
		|| coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
		|| CASE a.attidentity WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
	FROM pg_attribute a
	JOIN pg_class c ON c.oid = a.attrelid
	LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
	UNION ALL
	SELECT 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid)
	FROM pg_constraint k
	JOIN pg_class c ON c.oid = k.conrelid
	WHERE k.connamespace = 'public'::regnamespace AND k.contype <> 'n'
	UNION ALL
	SELECT 'index', c.relname, x.relname, pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
	FROM pg_index i
	JOIN pg_class c ON c.oid = i.indrelid
	JOIN pg_class x ON x.oid = i.indexrelid
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
		AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))
	UNION ALL
	SELECT 'trigger', c.relname, t.tgname, pg_get_triggerdef(t.oid) || p.prosrc
	FROM pg_trigger t
	JOIN pg_class c ON c.oid = t.tgrelid
	JOIN pg_proc p ON p.oid = t.tgfoid
	WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
	UNION ALL
	SELECT 'function', '', p.proname, ''
	FROM pg_proc p
	WHERE p.pronamespace = 'public'::regnamespace
) AS objects
WHERE "table" <> 'goose_db_version'
ORDER BY "table" COLLATE "C", "kind" COLLATE "C", "name" COLLATE "C"`

// Catalog is the schema of a database as PostgreSQL describes it, sorted.
func Catalog(ctx context.Context, db Querier) ([]Object, error) {
	rows, err := db.Query(ctx, catalogSQL)
	if err != nil {
		return nil, fmt.Errorf("read the catalog: %w", err)
	}
	objects, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Object])
	if err != nil {
		return nil, fmt.Errorf("read the catalog: %w", err)
	}
	return objects, nil
}
