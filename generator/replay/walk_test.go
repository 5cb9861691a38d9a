package replay

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// walker changes a spec at random. A change that the spec or the ledger refuses is taken back.
type walker struct {
	random    *rand.Rand
	resources []*walked
	removed   []string
	names     int
	moves     []string // what mix did last, for messages
}

type walked struct {
	id         int
	name, from string
	plural     string
	soft       bool
	fields     []*walkedField
	removed    []string
	indexes    []string
	checks     []walkedCheck
}

type walkedField struct {
	id                              int
	name, typ, from, backfill, rest string
	twoSteps                        bool // the old column stays
}

func (w *walker) text() string {
	var b strings.Builder
	if len(w.removed) > 0 {
		fmt.Fprintf(&b, "removed: [%s]\n", strings.Join(w.removed, ", "))
	}
	b.WriteString("resources:\n")
	for _, r := range w.resources {
		fmt.Fprintf(&b, "  %s:\n", r.name)
		if r.from != "" {
			fmt.Fprintf(&b, "    renamed_from: %s\n", r.from)
		}
		if r.plural != "" {
			fmt.Fprintf(&b, "    plural: %s\n", r.plural)
		}
		if r.soft {
			b.WriteString("    soft_delete: true\n")
		}
		b.WriteString("    fields:\n")
		for _, f := range r.fields {
			fmt.Fprintf(&b, "      %s: %s%s%s%s", f.name, f.typ, f.rest, prefixed(" renamed_from=", f.from), prefixed(" backfill=", f.backfill))
			if f.twoSteps && f.from != "" {
				b.WriteString(" in_two_steps")
			}
			b.WriteByte('\n')
		}
		if len(r.indexes) > 0 {
			fmt.Fprintf(&b, "    indexes: [%s]\n", strings.Join(r.indexes, ", "))
		}
		if checks := r.checkLines(); checks != "" {
			b.WriteString("    checks:\n" + checks)
		}
		if len(r.removed) > 0 {
			fmt.Fprintf(&b, "    removed: [%s]\n", strings.Join(r.removed, ", "))
		}
	}
	return b.String()
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

func (w *walker) clone() *walker {
	c := &walker{random: w.random, removed: slices.Clone(w.removed), names: w.names}
	for _, r := range w.resources {
		copied := *r
		copied.removed, copied.indexes, copied.checks, copied.fields = slices.Clone(r.removed), slices.Clone(r.indexes), slices.Clone(r.checks), nil
		for _, f := range r.fields {
			field := *f
			copied.fields = append(copied.fields, &field)
		}
		c.resources = append(c.resources, &copied)
	}
	return c
}

// forget drops the intent of the step before, as a person would at times.
func (w *walker) forget() {
	w.removed = nil
	for _, r := range w.resources {
		r.from, r.removed = "", nil
		for _, f := range r.fields {
			f.from, f.backfill, f.twoSteps = "", "", false
		}
	}
}

// inTwoSteps reports whether a field is in the middle of a rename: to forget the word ends it.
func (w *walker) inTwoSteps() bool {
	return slices.ContainsFunc(w.resources, func(r *walked) bool {
		return slices.ContainsFunc(r.fields, func(f *walkedField) bool { return f.twoSteps && f.from != "" })
	})
}

func (w *walker) pick(options ...string) string { return options[w.random.IntN(len(options))] }

func (w *walker) name(prefix string) string {
	w.names++
	return w.pick(prefix, "order", "user", "value_of", "group") + strconv.Itoa(w.names)
}

func (w *walker) field() *walkedField {
	types := []string{"money", "money currency=JPY", "string[]", "int32[]", "enum=aa,bb,cc", "enum=aa,bb[]", "ref=" + w.resources[w.random.IntN(len(w.resources))].name}
	for _, doc := range spec.TypeDocs() {
		if doc.Type != spec.EnumType && doc.Type != spec.Ref {
			types = append(types, doc.Written)
		}
	}
	f := &walkedField{name: w.name("f"), typ: w.pick(types...)}
	w.flags(f)
	return f
}

func (w *walker) flags(f *walkedField) {
	f.rest = w.pick("", " optional", " optional", " optional unique", " default=1", " default=aa", " default=true", " optional filter", " default=7 sort", " default=1h sort", " filter", " optional search",
		" len=2..9 default=abc", " optional len=..30", " optional min=1 max=9", " min=1 default=3", " max_items=3", " optional on_delete=cascade", " optional on_delete=set_null", " output_only")
	f.backfill = w.pick("", "", "5", "aa", "true", "2026-01-02", "90s", "abc")
}

// change makes one to three changes.
func (w *walker) change() {
	for range 1 + w.random.IntN(3) {
		r := w.resources[w.random.IntN(len(w.resources))]
		if len(r.fields) == 0 {
			continue
		}
		at := w.random.IntN(len(r.fields))
		f := r.fields[at]
		switch w.random.IntN(15) {
		case 0, 1, 2:
			r.fields = append(r.fields, w.field())
		case 3:
			if len(r.fields) > 1 && f.from == "" {
				r.fields = slices.Delete(r.fields, at, at+1)
				r.removed = append(r.removed, f.name)
			}
		case 4:
			if f.from == "" {
				f.from, f.name, f.twoSteps = f.name, w.name("g"), w.random.IntN(2) == 0
			}
		case 5, 6:
			w.flags(f)
		case 7:
			f.typ = w.pick("text", "int64", "string", "decimal(30,4)", "timestamp", f.typ+"[]", "enum=aa,bb,cc,dd", "enum=bb,ee")
			if strings.Contains(f.typ, "ee") {
				r.removed = append(r.removed, f.name+".aa -> ee", f.name+".cc")
			}
		case 8:
			r.soft = !r.soft
			if !r.soft {
				r.removed = append(r.removed, "delete_time")
			}
		case 9:
			w.resources = append(w.resources, &walked{name: w.name("r"), fields: []*walkedField{{name: "title", typ: "string"}}})
		case 10:
			if r.from == "" {
				old := r.name
				r.from, r.name = old, w.name("s")
				w.follow("ref="+old, "ref="+r.name)
			}
		case 11:
			r.indexes = []string{w.pick("create_time desc", f.name, `"unique `+f.name+`"`, "id")}
		case 12, 13, 14:
			w.number()
			w.changeChecks(r, f)
		}
	}
}

func (w *walker) follow(from, to string) {
	for _, r := range w.resources {
		for _, f := range r.fields {
			if f.typ == from {
				f.typ = to
			}
		}
	}
}

// TestRandomWalks changes specs at random, step by step, and holds the database against the model after each: up, down, up.
// SVCGEN_WALKS=200 walks further.
func TestRandomWalks(t *testing.T) {
	t.Parallel()
	at := server(t)
	walks, steps := 3, 8
	if testing.Short() {
		walks, steps = 1, 4
	}
	if n, err := strconv.Atoi(os.Getenv("SVCGEN_WALKS")); err == nil {
		walks, steps = n, 10
	}
	for seed := range walks {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			err := InDatabase(t.Context(), at, func(database string) error {
				e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
				w := &walker{random: rand.New(rand.NewPCG(uint64(seed), 7)), resources: []*walked{{name: "thing", fields: []*walkedField{{name: "title", typ: "string"}}}}}
				e.generate(t, w.text())
				if err := Up(t.Context(), database, e.files); err != nil {
					return err
				}
				for done := 0; done < steps && !t.Failed(); {
					next := w.clone()
					if next.random.IntN(2) == 0 {
						next.forget()
					}
					next.change()
					if _, _, err := buildModel(next.text(), e.known); err != nil {
						expectRefusal(t, err)
						continue
					}
					w = next
					e.walk(t, w.text())
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

func expectRefusal(t *testing.T, err error) {
	t.Helper()
	var problems spec.Problems
	var loss *lineage.LossError
	if !errors.As(err, &problems) && !errors.As(err, &loss) {
		t.Error(err)
	}
}

func (e *evolution) walk(t *testing.T, text string) {
	t.Helper()
	last := int64(len(e.files))
	was := e.catalog(t)
	fresh := e.generate(t, text)
	sql, lossy := text, false
	for _, name := range fresh {
		sql += "\n== " + name + "\n" + string(e.files[name].Data)
		lossy = lossy || strings.Contains(string(e.files[name].Data), "-- svcgen:destructive")
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	e.sameAsModel(t, text, sql)
	now := e.catalog(t)
	if err := DownTo(t.Context(), e.database, e.files, last); err != nil {
		t.Fatalf("down: %v\n%s", err, sql)
	}
	if diff := cmp.Diff(was, e.catalog(t)); diff != "" && !lossy {
		t.Errorf("down: %s\n%s", diff, sql)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("up again: %v\n%s", err, sql)
	}
	if diff := cmp.Diff(now, e.catalog(t)); diff != "" {
		t.Errorf("up again: %s\n%s", diff, sql)
	}
}
