package replay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
)

var pools = map[string][]string{
	"text": {"'aa'", "'bb'", "'abc'", "'it''s'"}, "integer": {"1", "3", "9"}, "bigint": {"1", "3", "7"}, "boolean": {"true", "false"}, "double precision": {"1.5", "3"},
	"uuid": {"gen_random_uuid()"}, "timestamptz": {"now()", "'2026-01-02 03:04:05Z'"}, "date": {"'2026-01-02'"}, "interval": {"'01:30:00'", "'-00:00:00.25'"},
	"jsonb": {`'{"a":1}'`}, "bytea": {"'\\x0102'"},
}

func (e *evolution) fill(t *testing.T, random *rand.Rand, s *model.Service) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), e.database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	for range 3 {
		for _, r := range s.Resources {
			columns, values := []string{"id", "create_time", "update_time", "version"}, []string{"gen_random_uuid()", "now()", "now()", "1"}
			for _, f := range r.Fields {
				typ := f.SchemaColumns()[0].Type
				element, list := strings.CutSuffix(typ, "[]")
				pool := pools[element]
				if strings.HasPrefix(element, "numeric") {
					pool = pools["integer"]
				}
				if f.Enum != nil {
					pool = nil
					for _, v := range f.Enum.Values {
						pool = append(pool, "'"+v.Name+"'")
					}
				}
				v := pool[random.IntN(len(pool))]
				if f.Ref != nil {
					v = "(SELECT id FROM " + f.Ref.TableSQL + " ORDER BY random() LIMIT 1)"
				}
				if list {
					v = "ARRAY[" + v + "]::" + typ
				}
				if f.Optional && random.IntN(3) == 0 {
					v = "NULL"
				}
				columns, values = append(columns, f.ColumnSQL), append(values, v)
				for _, c := range f.SchemaColumns()[1:] { // the currency of an amount
					code := "'JPY'"
					if v == "NULL" {
						code = v
					}
					columns, values = append(columns, c.Name), append(values, code)
				}
			}
			_, _ = conn.Exec(t.Context(), "INSERT INTO "+r.TableSQL+" ("+strings.Join(columns, ", ")+") VALUES ("+strings.Join(values, ", ")+")")
		}
	}
}

// data is what the tables hold: by resource and row, the value of each field.
type data map[int]map[string]map[int]any

func (e *evolution) data(t *testing.T, w *walker, s *model.Service) data {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), e.database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	all := data{}
	for _, r := range w.resources {
		for _, mr := range s.Resources {
			if mr.Name != r.name {
				continue
			}
			all[r.id] = map[string]map[int]any{}
			rows, err := conn.Query(t.Context(), "SELECT id::text, to_jsonb(t)::text FROM "+mr.TableSQL+" t")
			if err != nil {
				t.Fatal(err)
			}
			var id, text string
			_, err = pgx.ForEachRow(rows, []any{&id, &text}, func() error {
				var values map[string]any
				if err := json.Unmarshal([]byte(text), &values); err != nil {
					return err
				}
				all[r.id][id] = map[int]any{}
				for _, f := range r.fields {
					all[r.id][id][f.id] = values[f.name]
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// lost tells what is there in was and not in now.
func lost(was, now data, from, to *walker) []string {
	types := map[int]string{}
	for _, r := range to.resources {
		for _, f := range r.fields {
			types[f.id] = f.typ
		}
	}
	var all []string
	for _, r := range from.resources {
		if now[r.id] == nil {
			continue
		}
		for id, values := range was[r.id] {
			row := now[r.id][id]
			if row == nil {
				all = append(all, fmt.Sprintf("row %s of %s", id, r.name))
				continue
			}
			for _, f := range r.fields {
				typ, there := types[f.id]
				same := typ == f.typ || strings.HasPrefix(typ, "ref=") && strings.HasPrefix(f.typ, "ref=")
				if v := values[f.id]; there && v != nil && (same && !reflect.DeepEqual(v, row[f.id]) || row[f.id] == nil) {
					all = append(all, fmt.Sprintf("%s.%s (%s): was %v, is %v", r.name, f.name, f.typ, v, row[f.id]))
				}
			}
		}
	}
	return all
}

func TestRowsStay(t *testing.T) {
	at := server(t)
	walks, steps := 2, 6
	if testing.Short() {
		walks, steps = 1, 3
	}
	if n, err := strconv.Atoi(os.Getenv("SVCGEN_WALKS")); err == nil {
		walks, steps = n, 12
	}
	for seed := range walks {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			err := InDatabase(t.Context(), at, func(database string) error {
				e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
				w := mixer(uint64(seed))
				s, _, err := buildModel(w.text(), e.known)
				if err != nil {
					return err
				}
				e.generate(t, w.text())
				if err := Up(t.Context(), database, e.files); err != nil {
					return err
				}
				for done, tries := 0, 0; done < steps && tries < 500 && !t.Failed(); tries++ {
					next := w.clone()
					if next.random.IntN(4) > 0 {
						next.forget()
						if _, _, err := buildModel(next.text(), e.known); err != nil {
							t.Errorf("what was said may go, but %v\n%s", err, next.text())
							continue
						}
						switch fresh := e.generate(t, next.text()); {
						case len(fresh) == 0:
						case w.inTwoSteps(): // it is the second one
							if err := Up(t.Context(), database, e.files); err != nil {
								return err
							}
						default:
							t.Errorf("%v for nothing", fresh)
						}
						w = next.clone()
					}
					next.mix()
					next.number()
					now, _, err := buildModel(next.text(), e.known)
					if err != nil {
						expectRefusal(t, err)
						continue
					}
					e.fill(t, w.random, s)
					e.stay(t, w, next, s, now)
					w = next
					s = now
					done++
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func (e *evolution) stay(t *testing.T, w, next *walker, s, now *model.Service) {
	t.Helper()
	last := int64(len(e.files))
	narrows, destructive := false, false
	for _, f := range evolve.Migrations(now, e.names()) {
		narrows, destructive = narrows || f.Narrows, destructive || f.Destructive
	}
	ids := map[int]bool{}
	for _, r := range next.resources {
		ids[r.id] = true
		for _, f := range r.fields {
			ids[f.id] = true
		}
	}
	for _, r := range w.resources {
		for _, f := range r.fields {
			if (!ids[f.id] || !ids[r.id]) && !destructive {
				t.Errorf("%s.%s is gone, and nothing says so", r.name, f.name)
			}
		}
	}
	was := e.data(t, w, s)
	sql := "was:\n" + w.text() + "then: " + strings.Join(next.moves, ", ") + "\nnow:\n" + next.text()
	for _, name := range e.generate(t, next.text()) {
		sql += "\n== " + name + "\n" + string(e.files[name].Data)
	}
	for _, name := range e.names()[last:] {
		if err := Up(t.Context(), e.database, before(e.files, name)); err == nil {
			e.interrupt(t, w.random, name, "-- +goose Up\n")
		}
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		var failed *FailedError
		if !errors.As(err, &failed) || !narrows {
			t.Fatalf("%v\n%s", err, sql)
		}
		e.exec(t, emptied)
		if err := Up(t.Context(), e.database, e.files); err != nil {
			t.Fatalf("without rows: %v\n%s", err, sql)
		}
		e.sameAsModel(t, next.text(), sql)
		return
	}
	if w.random.IntN(5) == 0 {
		e.sameAsModel(t, next.text(), sql)
	}
	is := e.data(t, next, now)
	if all := lost(was, is, w, next); len(all) > 0 {
		t.Errorf("lost: %s\n%s", strings.Join(all, "\n"), sql)
	}
	if fresh := e.names()[last:]; len(fresh) > 0 {
		e.interrupt(t, w.random, fresh[len(fresh)-1], "-- +goose Down\n")
	}
	if err := DownTo(t.Context(), e.database, e.files, last); err != nil {
		t.Fatalf("down: %v\n%s", err, sql)
	}
	if all := lost(is, e.data(t, w, s), next, w); len(all) > 0 && !destructive {
		t.Errorf("down lost: %s\n%s", strings.Join(all, "\n"), sql)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("up again: %v\n%s", err, sql)
	}
	if all := lost(is, e.data(t, next, now), next, next); len(all) > 0 && !destructive {
		t.Errorf("up again lost: %s\n%s", strings.Join(all, "\n"), sql)
	}
}

// emptied is a statement that leaves no rows in any table.
const emptied = "DO $$ DECLARE r record; BEGIN FOR r IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace " +
	"AND c.relkind = 'r' AND c.relname <> 'goose_db_version' LOOP EXECUTE format('TRUNCATE %I CASCADE', r.relname); END LOOP; END $$"

// before are the files before one.
func before(files fstest.MapFS, name string) fstest.MapFS {
	some := fstest.MapFS{}
	for n, f := range files {
		if n < name {
			some[n] = f
		}
	}
	return some
}

// interrupt runs the first statements of a migration that is in no transaction, as a run does that is killed then.
func (e *evolution) interrupt(t *testing.T, random *rand.Rand, name, way string) {
	t.Helper()
	text := string(e.files[name].Data)
	if !strings.Contains(text, "NO TRANSACTION") {
		return
	}
	_, text, _ = strings.Cut(text, way)
	text, _, _ = strings.Cut(text, "-- +goose Down")
	statements := strings.Split(strings.TrimSpace(text), ";\n")
	conn, err := pgx.Connect(t.Context(), e.database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	for _, one := range statements[:random.IntN(len(statements)+1)] {
		if _, err := conn.Exec(t.Context(), one); err != nil {
			break
		}
	}
}
