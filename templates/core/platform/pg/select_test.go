package pg_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/shopspring/decimal"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/civil"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// thing is a row as sqlc would declare it.
type thing struct {
	ID       uuid.UUID         `db:"id"`
	Group    *uuid.UUID        `db:"group"`
	Title    string            `db:"title"`
	Stock    int32             `db:"stock"`
	Views    int64             `db:"views"`
	Rating   float64           `db:"rating"`
	Featured bool              `db:"featured"`
	Weight   decimal.Decimal   `db:"weight"`
	Made     time.Time         `db:"made"`
	Day      civil.Date        `db:"day"`
	Took     time.Duration     `db:"took"`
	Note     *string           `db:"note"`
	Tags     []string          `db:"tags"`
	Numbers  []int32           `db:"numbers"`
	Weights  []decimal.Decimal `db:"weights"`
	Times    []time.Time       `db:"times"`
	Days     []civil.Date      `db:"days"`
	Splits   []time.Duration   `db:"splits"`
	IDs      []uuid.UUID       `db:"ids"`
}

var things = pg.Table{
	Name: "things",
	Columns: []string{
		"id", "group", "title", "stock", "views", "rating", "featured", "weight", "made", "day", "took", "note",
		"tags", "numbers", "weights", "times", "days", "splits", "ids",
	},
	Search:     "to_tsvector('simple', title)",
	SoftDelete: true,
}

func list(t *testing.T, pool *pgxpool.Pool, q aip.Query) []thing {
	t.Helper()
	found, err := pg.List(t.Context(), pool, things, q, func(x thing) thing { return x })
	if err != nil {
		t.Fatal(err)
	}
	if found.More {
		t.Error("there is more")
	}
	return found.Items
}

// store inserts three things whose values grow, and a deleted one, and returns the three.
func store(t *testing.T, pool *pgxpool.Pool) []thing {
	t.Helper()
	var all []thing
	for i := range 4 {
		n := int32(i)
		made := time.Date(2026, 1, 1+i, 0, 0, 0, 1000, time.UTC)
		took := time.Duration(i-1) * 36 * time.Hour // -36h, 0, 36h, 72h
		x := thing{
			ID: uuid.UUID{15: byte(i + 1)}, Title: []string{"100% wool", "Red Shoe", "red_hat", "gone"}[i], Stock: n, Views: int64(i), Rating: float64(i) + 0.1,
			Featured: i > 1, Weight: decimal.New(int64(i), -1), Made: made, Day: civil.DateOf(made), Took: took,
			Tags: []string{"all", strconv.Itoa(i)}, Numbers: []int32{n}, Weights: []decimal.Decimal{decimal.New(int64(i), -1)},
			Times: []time.Time{made}, Days: []civil.Date{civil.DateOf(made)}, Splits: []time.Duration{took}, IDs: []uuid.UUID{{1: byte(i)}},
		}
		if i == 1 {
			x.Note = new("a note")
		}
		exec(t, pool, `INSERT INTO things VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
			x.ID, x.Group, x.Title, x.Stock, x.Views, x.Rating, x.Featured, x.Weight, x.Made, x.Day, x.Took, x.Note,
			x.Tags, x.Numbers, x.Weights, x.Times, x.Days, x.Splits, x.IDs)
		all = append(all, x)
	}
	exec(t, pool, "UPDATE things SET delete_time = now() WHERE title = 'gone'")
	return all[:3]
}

// pools are the pool of a test and one that takes PgBouncer for its server.
func pools(t *testing.T) map[string]*pgxpool.Pool {
	t.Helper()
	return poolsOf(t, pgtest.New(t, migrations))
}

func poolsOf(t *testing.T, direct *pgxpool.Pool) map[string]*pgxpool.Pool {
	t.Helper()
	pooled, err := pg.Open(t.Context(), pg.Config{URL: direct.Config().ConnString(), PgBouncer: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pooled.Close)
	return map[string]*pgxpool.Pool{"direct": direct, "PgBouncer": pooled}
}

func TestSelectConditions(t *testing.T) {
	pools := pools(t)
	all := store(t, pools["direct"])
	tests := map[string]struct {
		q    aip.Query
		want []int // places in all
	}{
		"nothing":        {aip.Query{}, []int{0, 1, 2}},
		"deleted":        {aip.Query{ShowDeleted: true}, []int{0, 1, 2, 3}},
		"text":           {where("title", aip.Equal, "red_hat"), []int{2}},
		"text not":       {where("title", aip.NotEqual, "red_hat"), []int{0, 1}},
		"null not":       {where("note", aip.NotEqual, "a note"), []int{0, 2}},
		"null":           {not("note", aip.Set, nil), []int{0, 2}},
		"set":            {where("note", aip.Set, nil), []int{1}},
		"text not in":    {not("title", aip.In, []any{"red_hat", "x"}), []int{0, 1}},
		"null not in":    {not("note", aip.In, []any{"a note"}), []int{0, 2}},
		"not greater":    {not("stock", aip.Greater, int32(0)), []int{0}},
		"not has":        {not("tags", aip.Has, "2"), []int{0, 1}},
		"not prefix":     {not("title", aip.Prefix, "red"), []int{0, 1}},
		"text in":        {where("title", aip.In, []any{"red_hat", "Red Shoe", "x"}), []int{1, 2}},
		"prefix":         {where("title", aip.Prefix, "red"), []int{2}},
		"prefix as text": {where("title", aip.Prefix, "100%"), []int{0}},
		"no wildcard":    {where("title", aip.Prefix, "re%"), nil},
		"no joker":       {where("title", aip.Prefix, "red-"), nil},
		"quotes":         {where("title", aip.Equal, `'; DROP TABLE "things`), nil},
		"int32":          {where("stock", aip.Greater, int32(1)), []int{2}},
		"int32 in":       {where("stock", aip.In, []any{int32(1), int32(2)}), []int{1, 2}},
		"int64":          {where("views", aip.LessEqual, int64(1)), []int{0, 1}},
		"int64 in":       {where("views", aip.In, []any{int64(1)}), []int{1}},
		"float64":        {where("rating", aip.GreaterEqual, 1.1), []int{1, 2}},
		"float64 in":     {where("rating", aip.In, []any{0.1}), []int{0}},
		"bool":           {where("featured", aip.Equal, true), []int{2}},
		"bool in":        {where("featured", aip.In, []any{true, false}), []int{0, 1, 2}},
		"uuid":           {where("id", aip.Equal, all[1].ID), []int{1}},
		"uuid in":        {where("id", aip.In, []any{all[1].ID, all[2].ID}), []int{1, 2}},
		"uuid null":      {where("group", aip.NotEqual, all[1].ID), []int{0, 1, 2}},
		"decimal":        {where("weight", aip.Less, decimal.New(15, -2)), []int{0, 1}},
		"decimal in":     {where("weight", aip.In, []any{all[1].Weight, all[2].Weight}), []int{1, 2}},
		"timestamp":      {where("made", aip.LessEqual, all[1].Made), []int{0, 1}},
		"timestamp in":   {where("made", aip.In, []any{all[1].Made}), []int{1}},
		"date":           {where("day", aip.Greater, all[0].Day), []int{1, 2}},
		"date in":        {where("day", aip.In, []any{all[1].Day, all[2].Day}), []int{1, 2}},
		"duration":       {where("took", aip.Greater, -24*time.Hour), []int{1, 2}},
		"duration in":    {where("took", aip.In, []any{all[0].Took, all[2].Took}), []int{0, 2}},
		"has text":       {where("tags", aip.Has, "2"), []int{2}},
		"has int32":      {where("numbers", aip.Has, int32(2)), []int{2}},
		"has decimal":    {where("weights", aip.Has, decimal.New(1, -1)), []int{1}},
		"has timestamp":  {where("times", aip.Has, all[0].Made), []int{0}},
		"has date":       {where("days", aip.Has, all[0].Day), []int{0}},
		"has duration":   {where("splits", aip.Has, 36*time.Hour), []int{2}},
		"has uuid":       {where("ids", aip.Has, all[2].IDs[0]), []int{2}},
		"search":         {aip.Query{Search: `"red"`}, []int{1, 2}},
		"search words":   {aip.Query{Search: `"shoe" "red"`}, []int{1}},
		"search without": {aip.Query{Search: `"red" -"shoe"`}, []int{2}},
		"search nothing": {aip.Query{Search: `"blue"`}, nil},
		"both": {aip.Query{Conditions: []aip.Condition{
			{Field: "stock", Op: aip.Greater, Value: int32(0)}, {Field: "stock", Op: aip.Less, Value: int32(2)},
		}}, []int{1}},
	}
	for name, tt := range tests {
		for kind, pool := range pools {
			t.Run(name+"/"+kind, func(t *testing.T) {
				tt.q.PageSize = 50
				found := list(t, pool, tt.q)
				var got []int
				for _, x := range found {
					got = append(got, int(x.Stock))
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("found %v, want %v", got, tt.want)
				}
				if name == "nothing" {
					if diff := cmp.Diff(all, found, cmp.Comparer(decimal.Decimal.Equal)); diff != "" {
						t.Error(diff)
					}
					if zone := found[0].Times[0].Location(); zone != time.UTC || found[0].Made.Location() != time.UTC {
						t.Errorf("times are in %v", zone)
					}
				}
			})
		}
	}
}

// TestSelectOwn proves that predicates of the service hold whatever the client asks for, on every page.
func TestSelectOwn(t *testing.T) {
	pool := pgtest.New(t, migrations)
	all := store(t, pool)
	sold := func(arg func(any) string) string { return "stock > " + arg(int32(0)) + " OR title = " + arg("gone") }
	cheap := func(arg func(any) string) string { return "stock < " + arg(int32(2)) }
	for name, tt := range map[string]struct {
		q    aip.Query
		own  []pg.Predicate
		want []int // places in all
	}{
		"alone":       {aip.Query{}, []pg.Predicate{sold}, []int{1, 2}},
		"both":        {aip.Query{}, []pg.Predicate{sold, cheap}, []int{1}},
		"and filter":  {where("stock", aip.NotEqual, int32(1)), []pg.Predicate{sold}, []int{2}},
		"second page": {aip.Query{After: &aip.Cursor{ID: all[1].ID}}, []pg.Predicate{sold}, []int{2}},
	} {
		t.Run(name, func(t *testing.T) {
			tt.q.PageSize = 50
			page, err := pg.List(t.Context(), pool, things, tt.q, func(x thing) int { return int(x.Stock) }, tt.own...)
			if err != nil || !slices.Equal(page.Items, tt.want) {
				t.Errorf("found %v, %v, want %v", page.Items, err, tt.want)
			}
		})
	}
}

func not(field string, op aip.Op, value any) aip.Query {
	return aip.Query{Conditions: []aip.Condition{{Field: field, Op: op, Value: value, Not: true}}}
}

// TestListCounts counts the rows of all pages, on every page, but no more than aip.MaxTotal and one.
func TestListCounts(t *testing.T) {
	pool := pgtest.New(t, migrations)
	all := store(t, pool)
	total := func(q aip.Query, own ...pg.Predicate) int {
		t.Helper()
		q.PageSize = 1
		page, err := pg.List(t.Context(), pool, things, q, func(x thing) thing { return x }, own...)
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	some := where("stock", aip.LessEqual, int32(1))
	some.Count = true
	for name, tt := range map[string]struct {
		got, want int
	}{
		"not asked":   {total(aip.Query{}), 0},
		"first page":  {total(aip.Query{Count: true}), 3},
		"second page": {total(aip.Query{Count: true, After: &aip.Cursor{ID: all[1].ID}}), 3},
		"last page":   {total(aip.Query{Count: true, After: &aip.Cursor{ID: all[2].ID}}), 3},
		"deleted":     {total(aip.Query{Count: true, ShowDeleted: true}), 4},
		"filter":      {total(some), 2},
		"search":      {total(aip.Query{Count: true, Search: `"red"`}), 2},
		"own":         {total(aip.Query{Count: true}, func(arg func(any) string) string { return "stock > " + arg(int32(1)) }), 1},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: counted %d, want %d", name, tt.got, tt.want)
		}
	}
	exec(t, pool, "INSERT INTO things (id, title) SELECT gen_random_uuid(), i FROM generate_series(1, $1) i", aip.MaxTotal+10)
	if got := total(aip.Query{Count: true}); got != aip.MaxTotal+1 {
		t.Errorf("counted %d, want %d", got, aip.MaxTotal+1)
	}
}

func where(field string, op aip.Op, value any) aip.Query {
	return aip.Query{Conditions: []aip.Condition{{Field: field, Op: op, Value: value}}}
}

// TestSelectPages walks through all pages in every order.
func TestSelectPages(t *testing.T) {
	pool := pgtest.New(t, migrations)
	all := store(t, pool)
	exec(t, pool, "UPDATE things SET rating = 7") // equal values are ordered by id
	orders := map[string]func(thing) any{
		"": nil, "title": func(x thing) any { return x.Title }, "stock": func(x thing) any { return x.Stock },
		"rating": func(x thing) any { return x.Rating }, "featured": func(x thing) any { return x.Featured },
		"weight": func(x thing) any { return x.Weight }, "made": func(x thing) any { return x.Made }, "day": func(x thing) any { return x.Day },
	}
	for field, value := range orders {
		for _, desc := range []bool{false, true} {
			t.Run(field+strconv.FormatBool(desc), func(t *testing.T) {
				q := aip.Query{PageSize: 1, Order: aip.Order{Field: field, Desc: desc}}
				seen := map[uuid.UUID]bool{}
				for i := range all {
					page, err := pg.List(t.Context(), pool, things, q, func(x thing) thing { return x })
					if err != nil || len(page.Items) != 1 || page.More != (i < len(all)-1) {
						t.Fatalf("page %d: %+v, %v", i, page, err)
					}
					last := page.Items[0]
					seen[last.ID] = true
					q.After = &aip.Cursor{ID: last.ID}
					if field != "" {
						q.After.Value = value(last)
					}
				}
				if len(seen) != len(all) || len(list(t, pool, q)) != 0 {
					t.Errorf("saw %d of %d", len(seen), len(all))
				}
			})
		}
	}
}

// TestListBytes cuts pages where their rows are large.
func TestListBytes(t *testing.T) {
	pool := pgtest.New(t, migrations)
	const mega = "INSERT INTO things (id, title, note) SELECT ('00000000-0000-0000-0000-00000000000' || i)::uuid, i, repeat('x', 900000) FROM generate_series(1, 5) i"
	exec(t, pool, mega)
	exec(t, pool, "UPDATE things SET note = repeat('x', 4000000) WHERE title = '5'")
	q := aip.Query{PageSize: 4}
	var got []string
	for more := true; more; {
		page, err := pg.List(t.Context(), pool, things, q, func(x thing) thing { return x })
		if err != nil || len(page.Items) == 0 {
			t.Fatal(page, err)
		}
		titles := ""
		for _, x := range page.Items {
			titles += x.Title
			q.After = &aip.Cursor{ID: x.ID}
		}
		got, more = append(got, titles), page.More
	}
	if want := []string{"12", "34", "5"}; !slices.Equal(got, want) {
		t.Errorf("pages hold %v, want %v", got, want)
	}
	exec(t, pool, "SELECT 1") // the connection can be used again
}

func TestSelectUsesIndexes(t *testing.T) {
	pool := pgtest.New(t, migrations)
	exec(t, pool, "INSERT INTO things (id, title, stock) SELECT gen_random_uuid(), 'thing ' || i, i % 1000 FROM generate_series(1, 20000) i")
	exec(t, pool, "ANALYZE things")
	after := &aip.Cursor{Value: int32(500), ID: uuid.New()}
	for name, tt := range map[string]struct {
		q    aip.Query
		want string
	}{
		"by id":      {aip.Query{}, "Index Scan using things_pkey"},
		"page by id": {aip.Query{After: &aip.Cursor{ID: uuid.New()}}, "Index Cond: (id > "},
		"sorted":     {aip.Query{Order: aip.Order{Field: "stock", Desc: true}}, "Index Scan Backward using things_stock_idx"},
		"page":       {aip.Query{Order: aip.Order{Field: "stock"}, After: after}, "Index Cond: (ROW(stock, id) > ROW("},
		"page desc":  {aip.Query{Order: aip.Order{Field: "stock", Desc: true}, After: after}, "Index Cond: (ROW(stock, id) < ROW("},
		"prefix":     {where("title", aip.Prefix, "thing 77"), "things_title_prefix_idx"},
		"search":     {aip.Query{Search: `"77"`}, "things_search_idx"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.q.PageSize = 10
			sql, args := pg.Select(things, tt.q)
			rows, err := pool.Query(t.Context(), "EXPLAIN "+sql, args...)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if err != nil {
				t.Fatal(err)
			}
			if plan := strings.Join(lines, "\n"); !strings.Contains(plan, tt.want) {
				t.Errorf("%s\nwant %s in\n%s", sql, tt.want, plan)
			}
		})
	}
}
