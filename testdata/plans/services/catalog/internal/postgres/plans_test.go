package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"example.com/chinook/platform/aip"
	"example.com/chinook/platform/pg"
)

const tracks = `INSERT INTO genres (id, name, create_time, update_time, version)
SELECT md5('genre' || i)::uuid, 'genre ' || i, now(), now(), 1 FROM generate_series(1, 2000) i;
INSERT INTO tracks (id, name, genre, media_type, milliseconds, length, pause, cues, unit_price, create_time, update_time, version)
SELECT md5('track' || i)::uuid, md5('name' || i) || ' word' || i % 5000, CASE WHEN i % 10 > 0 THEN md5('genre' || 1 + i % 2000)::uuid END, 'aac', (1 + i * 7919::bigint % 1000003)::int,
    make_interval(secs => 1 + i * 104729::bigint % 86000), '1s', ARRAY[make_interval(secs => i % 20000)], i * 31 % 100000 / 101.0,
    timestamptz '2026-01-01Z' + make_interval(secs => i * 7907::bigint % 100003), timestamptz '2026-01-01Z' + make_interval(secs => i * 7901::bigint % 100003), 1
FROM generate_series(1, 100000) i;
ANALYZE`

// TestPlans looks up how PostgreSQL reads pages of a table with 100,000 rows by statements whose parameters it does not know, as it does from the
// sixth time on if that is not dearer. Every order is read from its index, beginning behind the cursor; every filter that has an index uses it. That of
// a list is planned by its value: of an unknown one PostgreSQL expects so much that it reads all by id.
func TestPlans(t *testing.T) {
	s := newStore(t)
	if _, err := s.pool.Exec(t.Context(), tracks); err != nil {
		t.Fatal(err)
	}
	middle := time.Date(2026, time.January, 1, 14, 0, 0, 0, time.UTC)
	for field, value := range map[string]any{
		"name": "8", "milliseconds": int32(500_000), "length": 12 * time.Hour, "unit_price": decimal.New(500, 0), "create_time": middle, "update_time": middle,
	} {
		for _, desc := range []bool{false, true} {
			q := aip.Query{PageSize: 50, Order: aip.Order{Field: field, Desc: desc}, After: &aip.Cursor{Value: value, ID: testID(1)}}
			wantPlan(t, s, q, "tracks_"+field+"_id_idx", "Index Cond", "Sort")
			q.After = nil
			wantPlan(t, s, q, "tracks_"+field+"_id_idx", "Index Scan", "Sort")
		}
	}
	wantPlan(t, s, aip.Query{PageSize: 50, After: &aip.Cursor{ID: testID(1)}}, "tracks_pkey", "Index Cond", "Sort")
	for index, q := range map[string]aip.Query{
		"tracks_genre_idx":           where("genre", aip.Equal, uuid.NewMD5(uuid.Nil, nil)),
		"tracks_name_id_idx":         where("name", aip.Equal, "x"),
		"tracks_milliseconds_id_idx": where("milliseconds", aip.Equal, int32(7)),
		"tracks_length_id_idx":       where("length", aip.Equal, time.Hour),
		"tracks_unit_price_id_idx":   where("unit_price", aip.Equal, decimal.New(1, 0)),
		"tracks_cues_idx":            where("cues", aip.Has, time.Second),
		"tracks_search_idx":          {Search: "word7"},
	} {
		q.PageSize = 50
		wantPlan(t, s, q, index, "Index Cond", "Seq Scan")
	}
}

// wantPlan checks that the plan of a page uses an index, has a word and lacks another one.
func wantPlan(t *testing.T, s *Store, q aip.Query, index, has, lacks string) {
	t.Helper()
	sql, args := pg.Select(trackTable, q)
	texts := make([]string, len(args))
	for i, arg := range args {
		texts[i] = literal(arg)
	}
	mode := "force_generic_plan"
	if len(q.Conditions) > 0 && q.Conditions[0].Op == aip.Has {
		mode = "force_custom_plan"
	}
	wantPlanOf(t, s, mode, sql, texts, index, has, lacks)
}

// wantPlanOf checks that the plan of a statement names an index or a table, has a word and lacks another one. args are its parameters as SQL.
func wantPlanOf(t *testing.T, s *Store, mode, sql string, args []string, name, has, lacks string) {
	t.Helper()
	err := pgx.BeginFunc(t.Context(), s.pool, func(tx pgx.Tx) error {
		for _, statement := range []string{"SET LOCAL plan_cache_mode = " + mode, "PREPARE page AS " + sql} {
			if _, err := tx.Exec(t.Context(), statement); err != nil {
				return err
			}
		}
		rows, err := tx.Query(t.Context(), "EXPLAIN EXECUTE page("+strings.Join(args, ", ")+")", pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			return err
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		plan := strings.Join(lines, "\n")
		if !strings.Contains(plan, " "+name+" ") || !strings.Contains(plan, has) || strings.Contains(plan, lacks) {
			t.Errorf("%s\nis read by\n%s\nwant %s with %q, without %q", sql, plan, name, has, lacks)
		}
		if err == nil {
			_, err = tx.Exec(t.Context(), "DEALLOCATE page")
		}
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func literal(arg any) string {
	switch value := arg.(type) {
	case time.Time:
		return "'" + value.Format(time.RFC3339Nano) + "'"
	case time.Duration:
		return fmt.Sprintf("'%f seconds'", value.Seconds())
	case []any:
		return "ARRAY[" + literal(value[0]) + "::interval]"
	}
	return fmt.Sprintf("'%v'", arg)
}
