package build

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// buildMoney builds the only service of a spec whose decimals have a second column, for a currency. No type of the language has two
// columns yet, so it does what Build does, and exchanges the kind in between.
func buildMoney(t *testing.T, services string, old *ledger.Ledger) (*model.Service, *ledger.Ledger, spec.Problems) {
	t.Helper()
	s := parsed(t, services)
	b := &builder{spec: s, old: old, ports: newPorts(old), next: ledger.New()}
	d := b.declare(&model.Model{Module: s.Module, Name: s.Name, ProtoRoot: s.Name}, s.Services[0])
	for _, r := range d.model.Resources {
		for _, f := range r.Fields {
			if f.Kind.Type == spec.Decimal {
				money := *f.Kind
				money.Columns = moneyColumns
				f.Kind = &money
				f.Columns = model.ColumnsOf(&f.Shape)
			}
		}
	}
	for _, phase := range []func(draft){b.link, b.name, b.relations, b.check} {
		phase(d)
	}
	next, err := ledger.Parse(ledgerMap(b.next))
	if err != nil {
		t.Fatal(err)
	}
	return d.model, next, b.problems
}

func moneyColumns(*kind.Shape) []kind.Column {
	return []kind.Column{
		{SQLType: "numeric(5,2)", SQLLiteral: func(text string) string { return text }},
		{Suffix: "currency", SQLType: "text", SQLLiteral: func(string) string { return "'EUR'" }},
	}
}

// TestTwoColumns holds that everything the model says of a table is about all columns of a field.
func TestTwoColumns(t *testing.T) {
	t.Parallel()
	s, l, problems := buildMoney(t, shopOf("price: 'decimal(5,2) default=1', tip: 'decimal(5,2) optional'", ""), ledger.New())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []*pgschema.Column{
		{Name: "price", Type: "numeric(5,2)", NotNull: true, Default: "1"},
		{Name: "price_currency", Type: "text", NotNull: true, Default: "'EUR'"},
		{Name: "tip", Type: "numeric(5,2)"},
		{Name: "tip_currency", Type: "text"},
	}
	if diff := cmp.Diff(want, s.Schema.Tables[0].Columns[1:5]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(s.Schema, evolve.Schema(l.Service("shop"))); diff != "" {
		t.Errorf("the next run reads another schema: %s", diff)
	}
	if got := s.Resources[0].Fields[1].Columns[1].DBName; got != "TipCurrency" {
		t.Errorf("sqlc calls the column %s", got)
	}
	checkRows(t, s)
	again, _, problems := buildMoney(t, shopOf("price: 'decimal(5,2) default=1', tip: 'decimal(5,2) optional'", ""), l)
	if len(problems) > 0 || evolve.Changed(again) {
		t.Errorf("a second run has something to migrate: %v", problems)
	}
}

// TestTwoColumnsEvolve holds that a change of a field changes all its columns.
func TestTwoColumnsEvolve(t *testing.T) {
	t.Parallel()
	const start = "name: string, price: 'decimal(5,2) optional'"
	for name, c := range map[string]struct {
		fields, removed string
		want            []string
	}{
		"renamed": {
			"name: string, cost: 'decimal(5,2) optional renamed_from=price'", "",
			[]string{"RENAME COLUMN price TO cost;", "RENAME COLUMN price_currency TO cost_currency;"},
		},
		"removed": {"name: string", "removed: [price], ", []string{"DROP COLUMN price;", "DROP COLUMN price_currency;"}},
		"added": {
			start + ", tip: 'decimal(5,2) backfill=2'", "",
			[]string{"ADD COLUMN tip numeric(5,2) NOT NULL DEFAULT 2;", "ADD COLUMN tip_currency text NOT NULL DEFAULT 'EUR';"},
		},
		"required": {
			"name: string, price: 'decimal(5,2) backfill=2'", "",
			[]string{
				"SET price = 2 WHERE price IS NULL;", "ALTER COLUMN price SET NOT NULL;",
				"SET price_currency = 'EUR' WHERE price_currency IS NULL;", "ALTER COLUMN price_currency SET NOT NULL;",
			},
		},
	} {
		_, l, _ := buildMoney(t, shopOf(start, ""), ledger.New())
		s, next, problems := buildMoney(t, shopOf(c.fields, c.removed), l)
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		var sql strings.Builder
		for _, f := range evolve.Migrations(s, []string{"00001_init.sql"}) {
			up, _, _ := strings.Cut(string(f.Data), "-- +goose Down")
			sql.WriteString(up)
		}
		rest := sql.String()
		for _, part := range c.want {
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("%s: %q is not in\n%s", name, part, sql.String())
			}
			rest = after
		}
		if diff := cmp.Diff(s.Schema, evolve.Schema(next.Service("shop"))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestTwoColumnsRefused holds that no column of a field is forgotten when a change is judged.
func TestTwoColumnsRefused(t *testing.T) {
	t.Parallel()
	_, one := history(t, shopOf("price: 'decimal(5,2)'", ""))
	for name, c := range map[string]struct {
		fields string
		old    *ledger.Ledger
		want   string
	}{
		"no value":        {"price: 'decimal(5,2)', tip: 'decimal(5,2)'", one, `field "tip" is new and required, but existing items have no value for it`},
		"another column":  {"price: 'decimal(5,2)'", one, `field "price" cannot become decimal(5,2): values of decimal(5,2) could be lost or change their meaning`},
		"a taken name":    {"price: 'decimal(5,2)', price_currency: string", ledger.New(), `field "price" of item needs the column price_currency, which is taken`},
		"nothing refused": {"price: 'decimal(5,2)', currency: string", ledger.New(), ""},
	} {
		_, _, problems := buildMoney(t, shopOf(c.fields, ""), c.old)
		got := ""
		for _, p := range problems {
			got += p.Msg + "\n"
		}
		if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
