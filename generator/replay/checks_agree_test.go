package replay

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// edges are pairs of types that checks compare, with values where languages might differ.
var edges = []struct{ left, right, texts string }{
	{"int32", "int64", "0 1 -1 2147483647 -2147483648"},
	{"int64", "int64", "9223372036854775807 -9223372036854775808 9223372036854775806 0"},
	{"float64", "float64", "0 0.1 0.30000000000000004 0.3 -1e+300 1e-300 9007199254740993"},
	{"decimal(20,4)", "decimal(10,2)", "0 0.1 0.01 -0.01 99999999.99 1"},
	{"timestamp", "timestamp", "2026-01-02T03:04:05Z 2026-01-02T03:04:05.000001Z 0001-01-01T00:00:00Z 9999-12-31T23:59:59.999999Z 1969-12-31T23:59:59.5Z"},
	{"date", "date", "2026-01-02 2026-01-03 0001-01-01 9999-12-31 1969-12-31"},
	{"money currency=EUR", "money currency=EUR", "0 0.01 -0.01 92233720368547758.07 -92233720368547758.08 1"},
	{"duration", "duration", "0s 1h 59m59.999999s -1µs 1µs 24h 720h 2562047h47m16.854775s"},
}

var relations = []string{"<", "<=", ">", ">=", "=", "!="}

// TestChecksAgree compares each pair of values by each relation: in Go as Validate does, in PostgreSQL as the CHECK does, and as samples
// and the cases of generated tests are made.
func TestChecksAgree(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds a program")
	}
	conn, err := pgx.Connect(t.Context(), server(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	var conditions []string
	var want []bool
	for _, e := range edges {
		for _, rel := range relations {
			c := checkOf(t, e.left, rel, e.right)
			a, b := c.Fields[0], c.Fields[1]
			for x := range strings.FieldsSeq(e.texts) {
				for y := range strings.FieldsSeq(e.texts) {
					keeps := kind.Keeps(a.Kind.Line.At(x), c.Rel, b.Kind.Line.At(y))
					sql := fmt.Sprintf("SELECT %s FROM (SELECT (%s)::%s AS x, (%s)::%s AS y) AS row", c.SQL(), a.SQLLiteral(x), a.SQLType(a.Columns[0].Column), b.SQLLiteral(y), b.SQLType(b.Columns[0].Column))
					if e.left == "int32" && (len(x) > 10 || strings.Contains(x, "2147483648") && x[0] != '-') {
						continue
					}
					var holds bool
					if err := conn.QueryRow(t.Context(), sql).Scan(&holds); err != nil {
						t.Fatalf("%s: %v", sql, err)
					}
					if holds != keeps {
						t.Errorf("%s %s %s: SQL says %v", x, rel, y, holds)
					}
					value := func(f *model.Field, text string) string {
						return fmt.Sprintf("new(%s(%s))", f.ElementType(), f.Literal(text))
					}
					conditions = append(conditions, fmt.Sprintf("func() bool { v := struct{ X *%s; Y *%s }{%s, %s}; return %s }",
						a.ElementType(), b.ElementType(), value(a, x), value(b, y), c.Broken("v")))
					want = append(want, !keeps)
				}
			}
		}
	}
	got := run(t, conditions)
	for i, condition := range conditions {
		if got[i] != want[i] {
			t.Errorf("%s: Go says %v", condition, got[i])
		}
	}
	if len(conditions) < 1000 {
		t.Errorf("only %d conditions", len(conditions))
	}
}

// checkOf is a check of optional fields x and y.
func checkOf(t *testing.T, left, rel, right string) *model.Check {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: fmt.Appendf(nil,
		"version: 1\nmodule: example.com/shop\nauth: none\nservices: {shop: {resources: {thing: {fields: {x: '%s optional', y: '%s optional'}, checks: {rule: 'x %s y'}}}}}\n",
		left, right, rel)}})
	if err != nil {
		t.Fatal(err)
	}
	return onlyCheck(t, s)
}

func onlyCheck(t *testing.T, s *spec.Spec) *model.Check {
	t.Helper()
	m, _, err := build.Model(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m.Services[0].Resources[0].Checks[0]
}

// run builds a program of conditions, and returns what each of them is.
func run(t *testing.T, conditions []string) []bool {
	t.Helper()
	file := filepath.Join(t.TempDir(), "main.go")
	program := "package main\n\nimport (\n\"encoding/json\"\n\"fmt\"\n\"time\"\n\n\"github.com/shopspring/decimal\"\n\n\"github.com/svcgen/svcgen/templates/core/platform/civil\"\n\"github.com/svcgen/svcgen/templates/core/platform/format\"\n)\n\n" +
		"func main() {\nfor _, broken := range []func() bool{\n" + strings.Join(conditions, ",\n") + ",\n} {\nfmt.Println(broken())\n}\n_ = []any{time.UTC, decimal.Zero, civil.Date{}, json.Valid, format.Count}\n}\n"
	if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var all []bool
	for line := range strings.FieldsSeq(string(out)) {
		all = append(all, line == "true")
	}
	if len(all) != len(conditions) {
		t.Fatalf("%d answers to %d conditions", len(all), len(conditions))
	}
	return all
}

// TestSetChecksAgree does the same for the relations that say which fields are set, by each choice of them.
func TestSetChecksAgree(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), server(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	var conditions []string
	var want []bool
	for _, rule := range []string{
		"a requires b", "a or b must be set", "a and b must be set together", "only one of a or b may be set", "exactly one of a or b must be set",
		"a or b or c must be set", "a and b and c must be set together", "only one of a or b or c may be set", "exactly one of a or b or c must be set",
	} {
		s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: fmt.Appendf(nil,
			"version: 1\nmodule: example.com/shop\nauth: none\nservices: {shop: {resources: {thing: {fields: {a: string optional, b: json optional, c: bytes optional}, checks: {rule: '%s'}}}}}\n", rule)}})
		if err != nil {
			t.Fatal(err)
		}
		c := onlyCheck(t, s)
		for set := range 8 {
			pick := func(bit int, there, null string) string {
				if set&bit != 0 {
					return there
				}
				return null
			}
			sql := fmt.Sprintf("SELECT %s FROM (SELECT %s::text AS a, %s::jsonb AS b, %s::bytea AS c) AS row", c.SQL(), pick(1, "''", "NULL"), pick(2, "'null'", "NULL"), pick(4, "''", "NULL"))
			var holds bool
			if err := conn.QueryRow(t.Context(), sql).Scan(&holds); err != nil {
				t.Fatalf("%s: %v", sql, err)
			}
			conditions = append(conditions, fmt.Sprintf("func() bool { v := struct{ A *string; B json.RawMessage; C []byte }{%s, %s, %s}; return %s }",
				pick(1, `new("")`, "nil"), pick(2, `json.RawMessage("null")`, "nil"), pick(4, "[]byte{}", "nil"), c.Broken("v")))
			want = append(want, !holds)
		}
	}
	for i, got := range run(t, conditions) {
		if got != want[i] {
			t.Errorf("%s: Go says %v, and PostgreSQL that it breaks: %v", conditions[i], got, want[i])
		}
	}
}
