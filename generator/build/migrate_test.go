package build

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// circle returns two resources that refer to each other, so that no order of their tables works.
func circle() *spec.Service {
	team := spectest.Resource("team", spectest.Field("name", spec.String), spectest.Ref("lead", "member", spectest.Optional, spectest.SetNull))
	member := spectest.Resource("member", spectest.Field("name", spec.String), spectest.Ref("team", "team"), spectest.Ref("mentor", "member", spectest.Optional))
	return spectest.Service("circle", team, member)
}

func TestInitialMigrationText(t *testing.T) {
	t.Parallel()
	m, _ := mustBuild(t, spectest.Workspace(circle()), ledger.New())
	got := m.Services[0].Schema.Initial()
	want := `CREATE TABLE teams (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    lead         uuid,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT teams_pkey PRIMARY KEY (id),
    CONSTRAINT teams_name_check CHECK (name <> '')
);

CREATE INDEX teams_lead_idx ON teams (lead);
CREATE INDEX teams_create_time_id_idx ON teams (create_time, id);
CREATE INDEX teams_update_time_id_idx ON teams (update_time, id);

CREATE TABLE members (
    id           uuid         NOT NULL,
    name         text         NOT NULL,
    team         uuid         NOT NULL,
    mentor       uuid,
    create_time  timestamptz  NOT NULL,
    update_time  timestamptz  NOT NULL,
    version      bigint       NOT NULL,
    CONSTRAINT members_pkey PRIMARY KEY (id),
    CONSTRAINT members_team_fkey FOREIGN KEY (team) REFERENCES teams (id) ON DELETE RESTRICT,
    CONSTRAINT members_mentor_fkey FOREIGN KEY (mentor) REFERENCES members (id) ON DELETE RESTRICT,
    CONSTRAINT members_name_check CHECK (name <> '')
);

CREATE INDEX members_team_idx ON members (team);
CREATE INDEX members_mentor_idx ON members (mentor);
CREATE INDEX members_create_time_id_idx ON members (create_time, id);
CREATE INDEX members_update_time_id_idx ON members (update_time, id);

ALTER TABLE teams
    ADD CONSTRAINT teams_lead_fkey FOREIGN KEY (lead) REFERENCES members (id) ON DELETE SET NULL;`
	if got.Up != want {
		t.Errorf("up:\n%s", got.Up)
	}
	if want := "ALTER TABLE teams DROP CONSTRAINT teams_lead_fkey;\nDROP TABLE members;\nDROP TABLE teams;"; got.Down != want {
		t.Errorf("down:\n%s", got.Down)
	}
}

// The migrations run on a real PostgreSQL: up through goose, then down and up again.
func TestInitialMigrationRuns(t *testing.T) {
	t.Parallel()
	main := spectest.Service("main", spectest.Resource("store", spectest.Field("type", spec.String)))
	main.HTTPPrefix = "main"
	nasty := nastyService("type")
	nasty.HTTPPrefix = "types"
	m, _ := mustBuild(t, spectest.Workspace(spectest.Catalog(), circle(), spectest.Orders(), nasty, main), ledger.New())
	for _, s := range m.Services {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			migration := s.Schema.Initial()
			script := "-- +goose Up\n" + migration.Up + "\n\n-- +goose Down\n" + migration.Down + "\n"
			pool := pgtest.New(t, fstest.MapFS{"00001_init.sql": {Data: []byte(script)}})
			ctx := context.Background()
			for i, sql := range []string{migration.Down, migration.Up, migration.Down} {
				if _, err := pool.Exec(ctx, sql); err != nil {
					t.Fatalf("statement %d: %v\n%s", i, err, sql)
				}
			}
			left := ""
			err := pool.QueryRow(ctx, `SELECT coalesce(string_agg(relname, ' '), '') FROM pg_class
				WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'goose%'`).Scan(&left)
			if err != nil || left != "" {
				t.Errorf("left behind: %q, %v", left, err)
			}
		})
	}
}

// PostgreSQL's catalog has exactly the constraints and indexes of the model, under the same names.
func TestNamesInDatabase(t *testing.T) {
	t.Parallel()
	m, _ := mustBuild(t, spectest.Workspace(spectest.Catalog()), ledger.New())
	s := m.Services[0]
	script := "-- +goose Up\n" + s.Schema.Initial().Up
	pool := pgtest.New(t, fstest.MapFS{"00001_init.sql": {Data: []byte(script)}})
	rows, err := pool.Query(context.Background(), `SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
		UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public'`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, t := range s.Platform {
		want[t.PrimaryKey] = true
	}
	for _, r := range s.Resources {
		want[r.PrimaryKey] = true
		for _, u := range r.Uniques {
			want[u.Name] = true
		}
		for _, i := range r.Indexes {
			want[i.Name] = true
		}
		for _, c := range r.Checks {
			want[c.Constraint] = true
		}
		for _, f := range r.Fields {
			want[f.ForeignKey], want[f.Check] = true, true
		}
	}
	for _, t := range s.Platform {
		want[t.PrimaryKey] = true
		for _, i := range t.Indexes {
			want[i.Name] = true
		}
	}
	delete(want, "")
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		if !want[name] && !strings.HasPrefix(name, "goose") {
			t.Errorf("the model does not know %s", name)
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("the database has no %s", name)
	}
}

// TestTableOfARemovedResource checks that a new resource with the table name of a removed one does not get its rows.
func TestTableOfARemovedResource(t *testing.T) {
	t.Parallel()
	const start = "services: {shop: {resources: {item: {fields: {a: string}}, review: {fields: {a: string, item: ref=item optional}}, part: {fields: {review: ref=review}}}}}\n"
	for now, want := range map[string]string{
		"removed: [review], resources: {item: {plural: reviews, fields: {a: string}}, part: {removed: [review], fields: {a: string optional}}}":                                                          "DROP TABLE reviews; … items RENAME TO reviews",
		"removed: [review], resources: {item: {fields: {a: string}}, remark: {plural: reviews, fields: {a: string, item: ref=item optional}}, part: {fields: {remark: ref=remark renamed_from=review}}}": "DROP CONSTRAINT parts_review_fkey … DROP TABLE reviews; … CREATE TABLE reviews",
		"removed: [review, part], resources: {item: {fields: {a: string}}, remark: {plural: reviews, fields: {a: string, item: ref=item optional}}}":                                                     "DROP TABLE reviews; … CREATE TABLE reviews … DROP TABLE parts",
	} {
		m, _ := history(t, start, "services: {shop: {"+now+"}}\n")
		files := evolve.Migrations(m.Services[0], []string{"00001_init.sql"})
		if len(files) == 0 || !files[0].Destructive {
			t.Fatalf("%s: the first migration is not marked as destructive: %v", now, files)
		}
		rest, _, _ := strings.Cut(string(files[0].Data), "-- +goose Down")
		for part := range strings.SplitSeq(want, " … ") {
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("%s: %q is not in\n%s", now, part, files[0].Data)
			}
			rest = after
		}
	}
}

// TestUniqueGoesBeforeValues checks that a unique constraint is dropped before a change that makes values equal.
func TestUniqueGoesBeforeValues(t *testing.T) {
	t.Parallel()
	for _, soft := range []string{"", "soft_delete: true, "} {
		m, _ := history(t, "services: {shop: {resources: {item: {"+soft+"fields: {a: string optional unique}}}}}\n",
			"services: {shop: {resources: {item: {"+soft+"fields: {a: string backfill=none}}}}}\n")
		sql := string(evolve.Migrations(m.Services[0], []string{"00001_init.sql"})[0].Data)
		if drop, fill := strings.Index(sql, " items_a_key;"), strings.Index(sql, "UPDATE items"); drop < 0 || fill < drop {
			t.Errorf("%q:\n%s", soft, sql)
		}
	}
}

// TestIndexBecomesAConstraint checks that an interrupted down migration can be repeated: the name of the index that it drops first
// may belong to a constraint by then.
func TestIndexBecomesAConstraint(t *testing.T) {
	t.Parallel()
	const spec = "services: {shop: {resources: {item: {fields: {a: string unique}}}}}\n"
	m, _ := history(t, spec, strings.Replace(spec, "fields", "soft_delete: true, fields", 1))
	files := evolve.Migrations(m.Services[0], []string{"00001_init.sql"})
	_, down, _ := strings.Cut(string(files[len(files)-1].Data), "-- +goose Down\n")
	if !strings.HasPrefix(down, "ALTER TABLE items DROP CONSTRAINT IF EXISTS items_a_key;\nDROP INDEX CONCURRENTLY IF EXISTS items_a_key;") {
		t.Error(down)
	}
	if files[len(files)-1].Narrows {
		t.Error("Narrows is set, but values that are unique in all rows are unique in live rows, too")
	}
}

// TestValuesOfAnotherEnum checks that values are replaced only in columns that had the enum before.
func TestValuesOfAnotherEnum(t *testing.T) {
	t.Parallel()
	m, _ := history(t, "services: {shop: {resources: {item: {fields: {a: 'enum=x,y', b: int32}}}}}\n",
		"services: {shop: {resources: {item: {removed: [a.x -> z], fields: {b: 'enum=x,y renamed_from=a', a: 'enum=z,y renamed_from=b'}}}}}\n")
	for _, f := range evolve.Migrations(m.Services[0], []string{"00001_init.sql"}) {
		if strings.Contains(string(f.Data), "UPDATE") {
			t.Errorf("%s", f.Data)
		}
	}
}
