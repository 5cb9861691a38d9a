package pg_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/shopspring/decimal"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/civil"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// twoConnections returns a connection of pgx as it is and a pool of ours, on one database.
func twoConnections(t *testing.T) (plain *pgx.Conn, ours *pgxpool.Pool) {
	t.Helper()
	url := pgtest.New(t, migrations).Config().ConnString()
	plain, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = plain.Close(context.Background()) })
	ours, err = pg.Open(t.Context(), pg.Config{URL: url}, pg.Decimals, pg.Dates, pg.Documents)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ours.Close)
	return plain, ours
}

type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// same compares what pgx and our pool read: both the same value, or both an error.
func same[T any](t *testing.T, plain, ours querier, sql string, normal func(T) any) {
	t.Helper()
	var want, got T
	wantErr := plain.QueryRow(t.Context(), sql).Scan(&want)
	err := ours.QueryRow(t.Context(), sql).Scan(&got)
	if (err == nil) != (wantErr == nil) || err == nil && !reflect.DeepEqual(normal(got), normal(want)) {
		t.Errorf("%s: %v (%v), pgx reads %v (%v)", sql, normal(got), err, normal(want), wantErr)
	}
}

func TestTypesRead(t *testing.T) {
	plain, ours := twoConnections(t)
	utc := func(at time.Time) any { return at.UTC() }
	digits := func(d decimal.Decimal) any { return fmt.Sprint(d.Coefficient(), " ", d.Exponent()) }

	numbers := []string{
		"0", "0.00", "1", "-1", "10", "100.00", "0.01", "-0.001", "12.5", "1e20", "1e-20", "9999", "10000", "99999999.99", "0.00010000", "NaN", "Infinity",
		"9223372036854775807", "-9223372036854775808", "9223372036854775808.5", "123456789012345678901234567890.123", "1234567890123456", "1e18", "9e18", "1e19",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		numbers = append(numbers, fmt.Sprintf("%d::numeric / 1e%d", r.Int64()>>r.IntN(62), r.IntN(12)), fmt.Sprintf("%.*f", r.IntN(9), r.NormFloat64()*1000))
	}
	for _, number := range numbers {
		if _, err := decimal.NewFromString(number); err != nil && len(number) < 10 {
			number = "'" + number + "'"
		}
		same(t, plain, ours, "SELECT ("+number+")::numeric", digits)
		same(t, plain, ours, "SELECT ("+number+")::numeric(40,5)", digits)
	}
	for _, at := range []string{"2026-01-02 03:04:05.678901Z", "1969-12-31 23:59:59.999999Z", "0001-01-01Z", "0044-03-15 BC", "9999-12-31 23:59:59Z", "infinity", "-infinity"} {
		same(t, plain, ours, "SELECT '"+at+"'::timestamptz", utc)
		same(t, plain, ours, "SELECT '"+at+"'::date", func(d civil.Date) any { return d })
	}
	same(t, plain, ours, "SELECT '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'::uuid", func(id uuid.UUID) any { return id })
	for _, document := range []string{`{"a": [1, null]}`, `"x"`, `null`, `12.50`} {
		same(t, plain, ours, "SELECT '"+document+"'::jsonb", func(j json.RawMessage) any { return string(j) })
	}

	same(t, plain, ours, "SELECT NULL::numeric", digits)
	same(t, plain, ours, "SELECT NULL::timestamptz", utc)
	same(t, plain, ours, "SELECT NULL::date", func(d civil.Date) any { return d })
	same(t, plain, ours, "SELECT NULL::uuid", func(id uuid.UUID) any { return id })
	same(t, plain, ours, "SELECT NULL::jsonb", func(j json.RawMessage) any { return j })
	for _, value := range []string{"NULL", "1.50"} {
		same(t, plain, ours, "SELECT "+value+"::numeric(5,2)", func(d *decimal.Decimal) any { return d })
		same(t, plain, ours, "SELECT ARRAY["+value+"]::numeric(5,2)[]", func(d []*decimal.Decimal) any { return d })
	}
	same(t, plain, ours, "SELECT NULL::date", func(d *civil.Date) any { return d })
	same(t, plain, ours, "SELECT ARRAY['2026-01-02']::date[]", func(d []civil.Date) any { return d })
	same(t, plain, ours, "SELECT ARRAY[gen_random_uuid()]::uuid[]", func(ids []uuid.UUID) any { return len(ids) })
	same(t, plain, ours, "SELECT '1.5'::numeric", func(f float64) any { return f })
	same(t, plain, ours, "SELECT '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'::uuid", func(text string) any { return text })
}

func TestTypesWrite(t *testing.T) {
	_, ours := twoConnections(t)
	id := uuid.MustParse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
	number := decimal.RequireFromString("-120.50")
	at := time.Date(2026, 1, 2, 3, 4, 5, 678901000, time.UTC)
	tests := []struct {
		sql   string
		value any
		want  string
	}{
		{"SELECT $1::uuid::text", id, id.String()},
		{"SELECT $1::uuid::text", &id, id.String()},
		{"SELECT coalesce($1::uuid::text, '-')", (*uuid.UUID)(nil), "-"},
		{"SELECT $1::uuid[]::text", []uuid.UUID{id}, "{" + id.String() + "}"},
		{"SELECT $1::numeric::text", number, "-120.50"},
		{"SELECT $1::numeric::text", &number, "-120.50"},
		{"SELECT coalesce($1::numeric::text, '-')", (*decimal.Decimal)(nil), "-"},
		{"SELECT $1::numeric[]::text", []decimal.Decimal{number, decimal.Zero}, "{-120.50,0}"},
		{"SELECT $1::numeric::text", decimal.New(1, 30), "1000000000000000000000000000000"},
		{"SELECT $1::timestamptz::text", at, "2026-01-02 03:04:05.678901+00"},
		{"SELECT $1::date::text", civil.DateOf(at), "2026-01-02"},
		{"SELECT $1::jsonb::text", json.RawMessage(`{"a":1}`), `{"a": 1}`},
	}
	for _, test := range tests {
		var got string
		if err := ours.QueryRow(t.Context(), test.sql, test.value).Scan(&got); err != nil || got != test.want {
			t.Errorf("%s of %v: %q, %v, want %q", test.sql, test.value, got, err, test.want)
		}
	}
}

// reusing is a text that is scanned into the memory that it has.
type reusing []byte

func (r *reusing) Scan(src any) error {
	*r = fmt.Append((*r)[:0], src)
	return nil
}

// TestListKeepsRows checks that a row is not written over by the next one, and that a list names a column that the row lacks.
func TestListKeepsRows(t *testing.T) {
	_, ours := twoConnections(t)
	type row struct {
		ID    int64    `db:"id"`
		Value reusing  `db:"value"`
		Texts []string `db:"texts"`
		Note  *string  `db:"note"`
		Bytes []byte   `db:"bytes"`
	}
	_, err := ours.Exec(t.Context(), `CREATE TABLE rows AS SELECT n AS id, 'value ' || n AS value, ARRAY['text ' || n] AS texts,
		CASE WHEN n < 3 THEN 'note ' || n END AS note, ('\x0' || n)::bytea AS bytes FROM generate_series(1, 4) n`)
	if err != nil {
		t.Fatal(err)
	}
	table := pg.Table{Name: "rows", Columns: pg.Columns[row]()}
	page, err := pg.List(t.Context(), ours, table, aip.Query{PageSize: 10}, func(r row) row { return r })
	if err != nil || len(page.Items) != 4 {
		t.Fatalf("%v, %v", page.Items, err)
	}
	for i, r := range page.Items {
		n := int64(i + 1)
		want := row{ID: n, Value: reusing(fmt.Sprint("value ", n)), Texts: []string{fmt.Sprint("text ", n)}, Bytes: []byte{byte(n)}}
		if n < 3 {
			want.Note = new(fmt.Sprint("note ", n))
		}
		if !reflect.DeepEqual(r, want) {
			t.Errorf("row %d: got %v, want %v", n, r, want)
		}
	}
	table.Columns = append(table.Columns, "other")
	if _, err := pg.List(t.Context(), ours, table, aip.Query{PageSize: 10}, func(r row) row { return r }); err == nil {
		t.Error("no error for a column without a field")
	}
}
