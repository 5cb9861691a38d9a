package replay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/model"
)

// mix changes names more than anything else: few of them, so that they are exchanged, taken again, and collide.
func (w *walker) mix() {
	names := []string{"a", "b", "a_b", "b_c", "c", "order", "user", "a_moving", "value_of_a_name_that_is_nearly_as_long_as_any_name_is_let_be_x", "value_of_a_name_that_is_nearly_as_long_as_any_name_is_let_be_y"}
	for range 1 + w.random.IntN(3) {
		r := w.resources[w.random.IntN(len(w.resources))]
		f := r.fields[w.random.IntN(len(r.fields))]
		switch w.random.IntN(14) {
		case 0, 1:
			fresh := w.field()
			fresh.name = w.pick(names...)
			r.fields = append(r.fields, fresh)
		case 2:
			f.from, f.name = f.name, w.pick(names...)
		case 3, 4, 5: // names go round
			n := min(len(r.fields), 2+w.random.IntN(2))
			if n < 2 {
				continue
			}
			some := slices.Clone(r.fields)
			w.random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
			some = some[:n]
			first := some[0].name
			for i, f := range some {
				f.from = f.name
				if f.name = first; i+1 < n {
					f.name = some[i+1].name
				}
			}
		case 6, 7:
			n := min(len(w.resources), 2+w.random.IntN(2))
			if n < 2 {
				continue
			}
			some := slices.Clone(w.resources)
			w.random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
			some = some[:n]
			first := some[0].name
			to := map[string]string{}
			for i, r := range some {
				r.from = r.name
				if r.name = first; i+1 < n {
					r.name = some[i+1].name
				}
				to["ref="+r.from] = "ref=" + r.name
			}
			for _, r := range w.resources {
				for _, f := range r.fields {
					if t := to[f.typ]; t != "" {
						f.typ = t
					}
				}
			}
		case 8:
			w.resources = append(w.resources, &walked{name: w.pick(names...), plural: w.pick("", "", "bs", "things"), fields: []*walkedField{{name: "title", typ: "string", rest: " optional"}}})
		case 9:
			if at := w.random.IntN(len(w.resources)); len(w.resources) > 1 {
				w.removed = append(w.removed, w.resources[at].name)
				gone := w.resources[at].name
				w.resources = slices.Delete(w.resources, at, at+1)
				for _, r := range w.resources {
					r.fields = slices.DeleteFunc(r.fields, func(f *walkedField) bool {
						if f.typ == "ref="+gone && f.from == "" {
							r.removed = append(r.removed, f.name)
						}
						return f.typ == "ref="+gone
					})
				}
			}
		case 10:
			r.plural = w.pick("", "bs", "things", "as", "orders")
		default:
			w.change()
		}
	}
}

func (w *walker) number() {
	for _, r := range w.resources {
		if r.id == 0 {
			w.names++
			r.id = w.names
		}
		for _, f := range r.fields {
			if f.id == 0 {
				w.names++
				f.id = w.names
			}
		}
	}
}

var pools = map[string][]string{
	"text": {"'aa'", "'bb'", "'abc'", "'it''s'"}, "integer": {"1", "3", "9"}, "bigint": {"1", "3", "7"}, "boolean": {"true", "false"}, "double precision": {"1.5", "3"},
	"uuid": {"gen_random_uuid()"}, "timestamptz": {"now()", "'2026-01-02 03:04:05Z'"}, "date": {"'2026-01-02'"}, "jsonb": {`'{"a":1}'`}, "bytea": {"'\\x0102'"},
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
				typ := f.SQLType()
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
func lost(was, now data, before, after *walker) []string {
	types := map[int]string{}
	for _, r := range after.resources {
		for _, f := range r.fields {
			types[f.id] = f.typ
		}
	}
	var all []string
	for _, r := range before.resources {
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
	walks, steps, first := 3, 8, 0
	if n, err := strconv.Atoi(os.Getenv("SVCGEN_WALKS")); err == nil {
		walks, steps = n, 12
	}
	if n, err := strconv.Atoi(os.Getenv("SVCGEN_FIRST")); err == nil {
		first = n
	}
	for seed := first; seed < first+walks; seed++ {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			err := InDatabase(t.Context(), at, func(database string) error {
				e := &evolution{server: at, database: database, ledger: model.NewLedger(), files: fstest.MapFS{}}
				w := &walker{random: rand.New(rand.NewPCG(uint64(seed), 11)), resources: []*walked{
					{name: "thing", fields: []*walkedField{{name: "title", typ: "string", rest: " unique"}, {name: "b", typ: "string", rest: " optional"}}},
					{name: "order", fields: []*walkedField{{name: "a", typ: "ref=thing", rest: " optional"}, {name: "b", typ: "enum=aa,bb,cc", rest: " default=aa"}}},
				}}
				w.number()
				s, _, err := build(w.text(), e.ledger)
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
					}
					next.mix()
					next.number()
					if os.Getenv("SVCGEN_SHOW") != "" {
						fmt.Println("#", next.text())
					}
					now, _, err := build(next.text(), e.ledger)
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
	for _, f := range now.Migrations(e.names()) {
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
	sql := "was:\n" + w.text() + "now:\n" + next.text()
	for _, name := range e.generate(t, next.text()) {
		sql += "\n== " + name + "\n" + string(e.files[name].Data)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		var failed *FailedError
		if !errors.As(err, &failed) || !narrows {
			t.Fatalf("%v\n%s", err, sql)
		}
		e.exec(t, e.truncateAll(t))
		if err := Up(t.Context(), e.database, e.files); err != nil {
			t.Fatalf("without rows: %v\n%s", err, sql)
		}
		e.sameAsModel(t, next.text(), sql)
		return
	}
	e.sameAsModel(t, next.text(), sql)
	is := e.data(t, next, now)
	if all := lost(was, is, w, next); len(all) > 0 {
		t.Errorf("lost: %s\n%s", strings.Join(all, "\n"), sql)
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

func (e *evolution) truncateAll(t *testing.T) string {
	return "DO $$ DECLARE r record; BEGIN FOR r IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'goose_db_version' LOOP EXECUTE format('TRUNCATE %I CASCADE', r.relname); END LOOP; END $$"
}
