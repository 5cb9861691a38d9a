package pg_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// visit is a row with a column that can be NULL.
type visit struct {
	ID   uuid.UUID `db:"id"`
	Rank *int32    `db:"rank"`
}

var visits = pg.Table{Name: "visits", Columns: []string{"id", "rank"}, Nullable: []string{"rank"}}

var visitMigrations = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE visits (id uuid PRIMARY KEY, rank integer);
CREATE INDEX visits_rank_id_idx ON visits (rank, id);
-- +goose Down
DROP TABLE visits;
`)}}

func visitID(i int) uuid.UUID { return uuid.UUID{0: byte(i * 37), 14: byte(i >> 8), 15: byte(i)} }

// randomRank is NULL for every third visit, and one of three values for the others.
func randomRank(random *rand.Rand) *int32 {
	if random.IntN(3) == 0 {
		return nil
	}
	return new(random.Int32N(3))
}

// walk reads all pages and calls between after each of them, if it is not nil.
func walk(t *testing.T, pool *pgxpool.Pool, q aip.Query, between func()) []visit {
	t.Helper()
	var all []visit
	for {
		page, err := pg.List(t.Context(), pool, visits, q, func(v visit) visit { return v })
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, page.Items...); !page.More {
			return all
		}
		last := page.Items[len(page.Items)-1]
		q.After = &aip.Cursor{Value: aip.OrNull(last.Rank), ID: last.ID}
		if between != nil {
			between()
		}
	}
}

// byRank compares visits as PostgreSQL sorts them: NULL is greater than every value.
func byRank(a, b visit) int {
	value := func(v visit) int64 {
		if v.Rank == nil {
			return 1 << 40
		}
		return int64(*v.Rank)
	}
	return cmp.Or(cmp.Compare(value(a), value(b)), slices.Compare(a.ID[:], b.ID[:]))
}

// TestPagesOverNull walks through random rows with NULLs and equal values in pages of every size, and meets each of them once, in order.
func TestPagesOverNull(t *testing.T) {
	pool := pgtest.New(t, visitMigrations)
	pools := poolsOf(t, pool)
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 12 {
		exec(t, pool, "TRUNCATE visits")
		var want []visit
		for i := range random.IntN(20) {
			v := visit{visitID(i), randomRank(random)}
			exec(t, pool, "INSERT INTO visits VALUES ($1, $2)", v.ID, v.Rank)
			want = append(want, v)
		}
		slices.SortFunc(want, byRank)
		for _, desc := range []bool{false, true} {
			for size := 1; size <= 7; size++ {
				q := aip.Query{PageSize: size, Order: aip.Order{Field: "rank", Desc: desc}}
				for kind, pool := range pools {
					got := walk(t, pool, q, nil)
					if !slices.EqualFunc(got, want, func(a, b visit) bool { return byRank(a, b) == 0 }) {
						t.Fatalf("round %d, pages of %d, desc %t, %s: got %v, want %v", round, size, desc, kind, shown(got), shown(want))
					}
				}
			}
			slices.Reverse(want)
		}
	}
}

// TestPagesWhileValuesChange changes the values of some rows between pages. Each of the others is met once.
func TestPagesWhileValuesChange(t *testing.T) {
	pool := pgtest.New(t, visitMigrations)
	random := rand.New(rand.NewPCG(3, 4))
	for round := range 20 {
		exec(t, pool, "TRUNCATE visits")
		for i := range 20 {
			exec(t, pool, "INSERT INTO visits VALUES ($1, $2)", visitID(i), randomRank(random))
		}
		q := aip.Query{PageSize: 1 + random.IntN(7), Order: aip.Order{Field: "rank", Desc: round%2 == 1}}
		met := map[uuid.UUID]int{}
		for _, v := range walk(t, pool, q, func() {
			for range 5 {
				exec(t, pool, "UPDATE visits SET rank = $2 WHERE id = $1", visitID(random.IntN(5)), randomRank(random))
			}
		}) {
			met[v.ID]++
		}
		for i := 5; i < 20; i++ { // those that never change
			if n := met[visitID(i)]; n != 1 {
				t.Errorf("round %d: %+v meets visit %d %d times", round, q, i, n)
			}
		}
	}
}

// TestPagesOverNullUseTheIndex checks that a page reads from the index what it returns, and no rows before it.
func TestPagesOverNullUseTheIndex(t *testing.T) {
	pool := pgtest.New(t, visitMigrations)
	exec(t, pool, "INSERT INTO visits SELECT gen_random_uuid(), nullif(i % 4000, 0) FROM generate_series(1, 8000) i")
	exec(t, pool, "UPDATE visits SET rank = NULL WHERE rank > 2000")
	exec(t, pool, "ANALYZE visits")
	for name, after := range map[string]*aip.Cursor{
		"first page": nil, "a value": {Value: int32(1990), ID: uuid.Max}, "NULL": {ID: uuid.UUID{0: 0x80}},
	} {
		for _, desc := range []bool{false, true} {
			q := aip.Query{PageSize: 50, Order: aip.Order{Field: "rank", Desc: desc}, After: after}
			sql, args := pg.Select(visits, q)
			rows, err := pool.Query(t.Context(), "EXPLAIN (ANALYZE, TIMING off) "+sql, args...)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			plan := strings.Join(lines, "\n")
			if err != nil || !strings.Contains(plan, "visits_rank_id_idx") || strings.Contains(plan, "Sort  ") ||
				strings.Contains(plan, "Seq Scan") || strings.Contains(plan, "Removed by Filter") {
				t.Errorf("%s, desc %t: %v\n%s\n%s", name, desc, err, sql, plan)
			}
		}
	}
}

func shown(all []visit) (texts []string) {
	for _, v := range all {
		texts = append(texts, fmt.Sprint(aip.OrNull(v.Rank), " ", v.ID[15]))
	}
	return texts
}
