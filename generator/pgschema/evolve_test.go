package pgschema

import (
	"fmt"
	"testing"
)

func TestCast(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, want string }{
		{"integer", "bigint", "x"},
		{"integer", "double precision", "x"},
		{"integer", "numeric(10,0)", "x"},
		{"integer", "numeric(10,2)", ""},
		{"bigint", "numeric(21,2)", "x"},
		{"bigint", "numeric(20,2)", ""},
		{"bigint", "double precision", ""},
		{"bigint", "integer", ""},
		{"numeric(10,2)", "numeric(12,3)", "x"},
		{"numeric(10,2)", "numeric(10,3)", ""},
		{"numeric(10,2)", "numeric(12,1)", ""},
		{"numeric(10,2)", "double precision", ""},
		{"date", "timestamptz", "x::timestamp AT TIME ZONE 'UTC'"},
		{"timestamptz", "date", ""},
		{"interval", "text", "x::text"},
		{"interval", "interval[]", "ARRAY[x]"},
		{"interval", "bigint", ""},
		{"uuid", "text", "x::text"},
		{"boolean", "text", "x::text"},
		{"bytea", "text", ""},
		{"text", "uuid", ""},
		{"text", "text[]", "ARRAY[x]"},
		{"text[]", "text", ""},
		{"text[]", "integer[]", ""},
	} {
		using, safe := Cast(c.from, c.to, "x")
		if using == "" && safe {
			using = "x"
		}
		if using != c.want || safe != (c.want != "") {
			t.Errorf("%s to %s: %q, %v", c.from, c.to, using, safe)
		}
	}
}

func TestRenameIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ expr, want string }{
		{"a <> ''", "b <> ''"},
		{"char_length(a) <= 3", "char_length(b) <= 3"},
		{"a IN ('a', 'it''s a', 'c')", "b IN ('a', 'it''s a', 'c')"},
		{`a <> E'\'a\\' AND aa = ba`, `b <> E'\'a\\' AND aa = ba`},
		{`"a" DESC`, `b DESC`},
		{"to_tsvector('simple', a || ' ' || coalesce(a, ''))", "to_tsvector('simple', b || ' ' || coalesce(b, ''))"},
	} {
		if got := renameIn(c.expr, "a", "b"); got != c.want {
			t.Errorf("%s: %s", c.expr, got)
		}
	}
	if got := renameIn(`left("left", 512) text_pattern_ops`, "left", "right"); got != `left("right", 512) text_pattern_ops` {
		t.Error(got)
	}
	if got := renameIn("a > 1", "a", "order"); got != `"order" > 1` {
		t.Error(got)
	}
	if Mentions("x <> 'a'", "a") || Mentions("lower(a)", "lower") || !Mentions(`lower("a")`, "a") {
		t.Error("mentions")
	}
}

func TestOrderMoves(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		moves []Move
		want  string
	}{
		{[]Move{{"a", "b"}, {"b", "c"}}, "[{b c} {a b}]"},
		{[]Move{{"a", "b"}, {"b", "a"}}, "[{a _moving_a} {b a} {_moving_a b}]"},
		{[]Move{{"a", "b"}, {"c", "d"}}, "[{a b} {c d}]"},
	} {
		if got := fmt.Sprint(orderMoves(c.moves)); got != c.want {
			t.Errorf("%v: %s", c.moves, got)
		}
	}
}
