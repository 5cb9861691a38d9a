package pg_test

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

var longMigrations = fstest.MapFS{"00001_init.sql": {Data: []byte(`-- +goose Up
CREATE TABLE posts (id uuid PRIMARY KEY, body text NOT NULL, slug text CONSTRAINT posts_slug_key UNIQUE, tags text[] NOT NULL DEFAULT '{}');
CREATE INDEX posts_body_id_idx ON posts (left(body, 512), id);
CREATE INDEX posts_body_prefix_idx ON posts (left(body, 512) text_pattern_ops);
CREATE INDEX posts_tags_idx ON posts USING gin (tags);
-- +goose Down
DROP TABLE posts;
`)}}

type post struct {
	ID   uuid.UUID `db:"id"`
	Body string    `db:"body"`
	Slug *string   `db:"slug"`
	Tags []string  `db:"tags"`
}

var posts = pg.Table{Name: "posts", Columns: []string{"id", "body", "slug", "tags"}, LongTexts: []string{"body"}}

var postSchema = aip.Schema{Fields: []aip.Field{
	{Name: "body", Parse: aip.String, Ops: aip.AllowEq | aip.AllowIn | aip.AllowPrefix, Sort: true},
}}

// random returns text that PostgreSQL cannot compress to a size that an index takes.
func random(n int) string {
	data := make([]byte, n/2)
	_, _ = rand.Read(data) // never fails
	return hex.EncodeToString(data)
}

// TestLongTexts pages through texts that no index and no page token can hold as a whole.
func TestLongTexts(t *testing.T) {
	pool := pgtest.New(t, longMigrations)
	same := strings.Repeat("é", 25_000)
	bodies := []string{same + "b", same + "a", same, random(25_000), "\x01" + strings.Repeat("\u2028", 30_000), "short", strings.Repeat("日", 512)}
	for i, body := range bodies {
		exec(t, pool, "INSERT INTO posts (id, body) VALUES ($1, $2)", uuid.UUID{15: byte(i + 1)}, body)
	}
	for _, order := range []string{"body", "body desc"} {
		r := aip.Request{OrderBy: order, PageSize: 1}
		var got []string
		for range len(bodies) + 1 {
			q, err := postSchema.NewQuery(r)
			if err != nil {
				t.Fatal(err)
			}
			page, err := pg.List(t.Context(), pool, posts, q, func(x post) post { return x })
			if err != nil || len(page.Items) != 1 {
				t.Fatal(page.Items, err)
			}
			got = append(got, page.Items[0].Body)
			r.PageToken = page.NextToken(q, func(x post) aip.Cursor { return aip.Cursor{Value: x.Body, ID: x.ID} })
			if len(r.PageToken) > 5000 {
				t.Errorf("the token has %d bytes", len(r.PageToken))
			}
			if r.PageToken == "" {
				break
			}
		}
		want := slices.Clone(bodies)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: saw %d of %d texts", order, len(got), len(want))
		}
	}
	for desc, want := range map[bool]int{false: 1, true: 5} { // a cursor of one's own has the whole text
		q := aip.Query{PageSize: 50, Order: aip.Order{Field: "body", Desc: desc}, After: &aip.Cursor{Value: same + "b", ID: uuid.UUID{15: 3}}}
		page, err := pg.List(t.Context(), pool, posts, q, func(x post) string { return x.Body })
		if err != nil || len(page.Items) != want {
			t.Errorf("desc %t: %d texts after %s, want %d, %v", desc, len(page.Items), "the third", want, err)
		}
	}
	for name, tt := range map[string]struct {
		op    aip.Op
		value any
		want  int
	}{
		"equal":         {aip.Equal, same, 1},
		"not equal":     {aip.NotEqual, same, 6},
		"in":            {aip.In, []any{same + "a", same + "b", same + "c", "short"}, 3},
		"short prefix":  {aip.Prefix, "éé", 3},
		"long prefix":   {aip.Prefix, same, 3},
		"longer prefix": {aip.Prefix, same + "a", 1},
	} {
		q := where("body", tt.op, tt.value)
		q.PageSize = 50
		page, err := pg.List(t.Context(), pool, posts, q, func(x post) uuid.UUID { return x.ID })
		if err != nil || len(page.Items) != tt.want {
			t.Errorf("%s: found %d, %v, want %d", name, len(page.Items), err, tt.want)
		}
	}
}

func TestLongTextsUseIndexes(t *testing.T) {
	pool := pgtest.New(t, longMigrations)
	exec(t, pool, "INSERT INTO posts (id, body) SELECT gen_random_uuid(), 'post ' || i FROM generate_series(1, 20000) i")
	exec(t, pool, "ANALYZE posts")
	for name, tt := range map[string]struct {
		q    aip.Query
		want string
	}{
		"page":   {aip.Query{Order: aip.Order{Field: "body"}, After: &aip.Cursor{Value: "post 7", ID: uuid.New()}}, `Index Cond: (ROW("left"(body, 512), id) > ROW(`},
		"equal":  {where("body", aip.Equal, "post 77"), `Index Cond: ("left"(body, 512) = `},
		"in":     {where("body", aip.In, []any{"post 77", "post 78"}), `Index Cond: ("left"(body, 512) = ANY `},
		"prefix": {where("body", aip.Prefix, "post 77"), "posts_body_prefix_idx"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.q.PageSize = 10
			sql, args := pg.Select(posts, tt.q)
			rows, err := pool.Query(t.Context(), "EXPLAIN "+sql, args...)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if plan := strings.Join(lines, "\n"); err != nil || !strings.Contains(plan, tt.want) {
				t.Errorf("%s\nwant %s in\n%s %v", sql, tt.want, plan, err)
			}
		})
	}
}

// TestTooLargeForIndex checks that a value that an index cannot hold is the client's mistake, and that the error names the field.
func TestTooLargeForIndex(t *testing.T) {
	type row struct {
		ID   uuid.UUID `db:"id"`
		Body string    `db:"body"`
		Slug *string   `db:"slug"`
		Tags []string  `db:"tags"`
	}
	pool := pgtest.New(t, longMigrations)
	constraints := pg.Constraints[row]("posts", pg.Constraint{Field: "slug, tags"})
	for _, tt := range []struct {
		column string
		value  any
		field  string
	}{
		{"slug", random(6_000), "slug"},
		{"slug", random(25_000), "slug, tags"},
		{"tags", []string{random(6_000)}, "slug, tags"},
		{"tags", []string{random(25_000)}, "slug, tags"},
	} {
		_, err := pool.Exec(t.Context(), fmt.Sprintf("INSERT INTO posts (id, body, %s) VALUES ($1, '', $2)", tt.column), uuid.New(), tt.value)
		err = pg.Error(err, "post", constraints)
		if want := tt.field + " is too large to be indexed: "; errs.KindOf(err) != errs.KindInvalid || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
