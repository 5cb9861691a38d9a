package build

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestVerifyChain(t *testing.T) {
	t.Parallel()
	_, known := mustBuild(t, spectest.Workspace(spectest.Orders()), ledger.New())
	m, _ := mustBuild(t, spectest.Workspace(spectest.Orders()), known)
	s := m.Services[0]
	now := s.Schema.Digest()
	link := func(from, to string) []byte {
		return fmt.Appendf(nil, "-- svcgen:from %s to %s\r\n-- +goose Up\n", from, to)
	}
	for _, c := range []struct {
		name  string
		files map[string][]byte
		want  []string // parts of the error
	}{
		{"in order", map[string][]byte{"00001_init.sql": link("empty", "a"), "00002_x.sql": link("a", now)}, nil},
		{
			"a user's migration between",
			map[string][]byte{"00001_init.sql": link("empty", "a"), "00002_mine.sql": []byte("-- +goose Up\n"), "00003_x.sql": link("a", now)},
			nil,
		},
		{
			"a number twice",
			map[string][]byte{"00001_init.sql": link("empty", now), "00001_mine.sql": []byte("-- +goose Up\n")},
			[]string{"services/orders/migrations/00001_mine.sql: 00001_init.sql also has number 1", "hint: after a merge: svcgen merge; else give one of them the next free number"},
		},
		{"none", nil, []string{"services/orders/migrations: the ledger holds a schema, but the migrations that svcgen wrote are missing"}},
		{
			"the first is missing",
			map[string][]byte{"00002_x.sql": link("a", now)},
			[]string{"it is the first migration, but starts from schema a"},
		},
		{
			"one between is missing",
			map[string][]byte{"00001_init.sql": link("empty", "a"), "00003_x.sql": link("b", now)},
			[]string{"00003_x.sql: it starts from schema b, but 00001_init.sql ends at a", "git checkout HEAD -- services/orders/migrations"},
		},
		{
			"the last is missing",
			map[string][]byte{"00001_init.sql": link("empty", "a")},
			[]string{"00001_init.sql ends at schema a, but the ledger holds " + now},
		},
		{
			"two branches",
			map[string][]byte{
				"00001_init.sql": link("empty", "a"),
				"00002_one.sql":  link("a", "b"), "00003_one_more.sql": link("b", "c"),
				"00002_two.sql": link("a", "d"), "00003_two_more.sql": link("d", "e"),
			},
			[]string{
				"00002_two.sql: it starts from schema a, and so does 00002_one.sql: two branches changed the schema",
				"git mv services/orders/migrations/00002_two.sql services/orders/migrations/00004_two.sql\n        then change its first line to: -- svcgen:from c to d",
				"git mv services/orders/migrations/00003_two_more.sql services/orders/migrations/00005_two_more.sql\n        then change its first line to: -- svcgen:from d to " + now,
			},
		},
		{
			"two branches, put in order",
			map[string][]byte{"00001_init.sql": link("empty", "a"), "00002_one.sql": link("a", "b"), "00004_two.sql": link("b", now)},
			nil,
		},
	} {
		err := evolve.VerifyChain(s, c.files)
		var broken *pgschema.ChainError
		if errors.As(err, &broken) != (c.want != nil) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, part := range c.want {
			if !strings.Contains(broken.Error(), part) {
				t.Errorf("%s: %v\nlacks %s", c.name, err, part)
			}
		}
	}
}

// renamed_from and removed that match nothing in the ledger are problems. Those that an earlier run applied are not.
func TestIntent(t *testing.T) {
	t.Parallel()
	build := func(l *ledger.Ledger, edit func(s *spec.Service, r *spec.Resource)) (*ledger.Ledger, string) {
		r := spectest.Resource("product", spectest.Field("title", spec.String), spectest.Field("status", spec.EnumType))
		s := spectest.Service("catalog", r)
		edit(s, r)
		_, next, err := Model(spectest.Workspace(s), l)
		var problems spec.Problems
		var loss *lineage.LossError
		switch {
		case errors.As(err, &problems):
			return nil, problems[0].Msg
		case errors.As(err, &loss):
			return nil, loss.Losses[0].What
		case err != nil:
			t.Fatal(err)
		}
		return next, ""
	}
	first, _ := build(ledger.New(), func(*spec.Service, *spec.Resource) {})
	renamed, _ := build(first, func(_ *spec.Service, r *spec.Resource) {
		r.Fields[0].Name, r.Fields[0].RenamedFrom = "name", "title"
	})
	for _, c := range []struct {
		name  string
		known *ledger.Ledger
		edit  func(s *spec.Service, r *spec.Resource)
		want  string
	}{
		{"field: renamed_from names nothing", first, func(_ *spec.Service, r *spec.Resource) { r.Fields[0].RenamedFrom = "label" }, `field "title": renamed_from names "label", but product had no such field in the last run`},
		{"resource: renamed_from names nothing", first, func(_ *spec.Service, r *spec.Resource) { r.RenamedFrom = "thing" }, `resource "product": renamed_from names "thing", but the last run had no such resource`},
		{"new service with renamed_from", ledger.New(), func(_ *spec.Service, r *spec.Resource) { r.Fields[0].RenamedFrom = "label" }, `the last run had no service "catalog", so nothing in it can be renamed or removed`},
		{"removed names no field", first, func(_ *spec.Service, r *spec.Resource) { r.Removed = []spec.Removal{{Name: "label"}} }, `removed names "label", which never was a field of product`},
		{"removed names no value", first, func(_ *spec.Service, r *spec.Resource) { r.Removed = []spec.Removal{{Name: "status.gone"}} }, `removed names "status.gone", which never was a value of an enum`},
		{"removed names no resource", first, func(s *spec.Service, _ *spec.Resource) { s.Removed = []spec.Removal{{Name: "thing"}} }, `removed names "thing", which never was a resource`},
		{"gone", first, func(_ *spec.Service, r *spec.Resource) { r.Fields = r.Fields[1:] }, `field "title" of product`},
		{
			"renamed_from still in the spec", renamed,
			func(_ *spec.Service, r *spec.Resource) { r.Fields[0].Name, r.Fields[0].RenamedFrom = "name", "title" }, "",
		},
		{"renamed_from deleted again", renamed, func(_ *spec.Service, r *spec.Resource) { r.Fields[0].Name = "name" }, ""},
	} {
		if _, got := build(c.known, c.edit); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
